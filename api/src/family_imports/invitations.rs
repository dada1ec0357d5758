//! Invitations of those who were imported: sent by the worker, each on its own.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use shared::ids::AccountId;

use crate::accounts::invite;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::By;
use crate::jobs::{Job, enqueue_all};
use crate::letters::Letters;

/// The kind of the jobs that invite.
pub const INVITE_IMPORTED: &str = "invite_imported";

#[derive(Serialize, Deserialize)]
struct Invited {
    email: String,
    by: Option<AccountId>,
    request_id: String,
}

/// Lets the worker invite some addresses.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn queue(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    by: By<'_>,
    addresses: Vec<String>,
) -> Result<(), Error> {
    let jobs = addresses.into_iter().map(|email| Invited {
        email,
        by: by.account_id,
        request_id: by.request_id.to_owned(),
    });
    enqueue_all(tx, clock, now, INVITE_IMPORTED, jobs).await
}

/// Does one job of kind [`INVITE_IMPORTED`], as the operation that invites does.
///
/// # Errors
///
/// When the database fails: to be tried again.
pub async fn invite_imported(db: &Db, letters: &Letters, job: Job) -> anyhow::Result<()> {
    let Invited { email, by, request_id } = serde_json::from_value(job.payload).context("reading the job")?;
    let now = letters.clock.now();
    let done = db
        .write(async |tx| {
            let by = By { account_id: by, request_id: &request_id };
            match invite(tx, letters, now, by, std::slice::from_ref(&email)).await {
                // the organisation has changed its mind since
                Err(Error::InvitationsClosed) => Ok(()),
                done => done.map(drop),
            }
        })
        .await;
    done.map_err(Error::into_report)
}
