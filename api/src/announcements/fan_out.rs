//! Mails of an announcement: to every guardian with an open account whose household it is for, each once.
//!
//! Accounts have their turn in the order of their ids, some at a time. The transaction of a batch locks the announcement,
//! writes the mails, notes the last account on the announcement and queues the next batch: a worker that dies before the
//! commit has done nothing, and one that dies after it finds, when the job is done again, that its turn is over.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::families::{places, recipients};
use super::letters::tell;
use super::{store, summary};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::announcements::AnnouncementState;
use crate::error::Error;
use crate::jobs::{Job, enqueue};
use crate::letters::Letters;
use crate::mail::Addressee;

/// The kind of the jobs that write the mails of an announcement.
pub const MAIL_ANNOUNCEMENT: &str = "mail_announcement";
/// Accounts that have their turn in one transaction.
const BATCH: u64 = 200;

/// What such a job names.
#[derive(Serialize, Deserialize)]
struct MailBatch {
    announcement_id: Uuid,
    /// The account after which the batch begins; none: the first.
    after: Option<Uuid>,
}

/// Queues the first batch.
pub(super) async fn begin(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    announcement_id: Uuid,
) -> Result<(), Error> {
    enqueue(tx, clock, now, MAIL_ANNOUNCEMENT, &MailBatch { announcement_id, after: None }).await?;
    Ok(())
}

/// Does one job of kind [`MAIL_ANNOUNCEMENT`]. Done again it does nothing.
///
/// # Errors
///
/// When the database fails: to be tried again.
pub async fn mail_announcement(db: &Db, letters: &Letters, job: Job) -> anyhow::Result<()> {
    let MailBatch { announcement_id, after } =
        serde_json::from_value(job.payload).context("reading the job")?;
    let now = letters.clock.now();
    let done = db
        .write(async |tx| {
            let Some(mut row) = store::lock(tx, announcement_id).await? else { return Ok(()) };
            if row.mailed_at.is_some() || row.mailed_to != after {
                return Ok(());
            }
            let organisation = letters.snapshots.current(tx).await?;
            let is_shown =
                row.state == AnnouncementState::Published && row.shown_until >= organisation.today(now);
            let turn = if is_shown { recipients(tx, after, BATCH).await? } else { Vec::new() };
            let Some(last) = turn.last().map(|one| one.account) else {
                row.mailed_at = Some(now);
                return store::note_mails(tx, &row).await;
            };
            let homes = places(tx, turn.iter().flat_map(|one| one.households.iter().copied())).await?;
            let addressed = summary::addressed(&row, &organisation)?;
            let is_for =
                |household: &Uuid| addressed.includes(homes.get(household).map_or(&[], Vec::as_slice));
            let mut to: Vec<Addressee> = Vec::new();
            to.extend(turn.into_iter().filter(|one| one.households.iter().any(is_for)).map(|one| one.to));
            let mailed = to.len();
            let audience = summary::audience(&row)?;
            tell(letters, tx, now, &organisation, (&row, &audience), to).await?;
            row.mailed += i32::try_from(mailed).unwrap_or(i32::MAX);
            row.mailed_to = Some(last);
            store::note_mails(tx, &row).await?;
            let next = MailBatch { announcement_id, after: Some(last) };
            enqueue(tx, &letters.clock, now, MAIL_ANNOUNCEMENT, &next).await?;
            Ok(())
        })
        .await;
    done.map_err(Error::into_report)
}
