//! The mail of an invitation, written by the worker: until then nobody knows whether the address has an account.

use anyhow::Context;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use shared::catalogue::Language;
use shared::paths;
use uuid::Uuid;

use super::letters::{About, Invited, write};
use super::{invitation_store, invitations};
use crate::accounts::join;
use crate::auth::Secret;
use crate::db::Db;
use crate::entities::children;
use crate::entities::guardian_invitations::Living;
use crate::jobs::Job;
use crate::letters::Letters;
use crate::mail::Addressee;

/// The kind of the jobs that write the mail.
pub(super) const SEND_GUARDIAN_INVITATION: &str = "send_guardian_invitation";

/// What such a job names.
#[derive(Serialize, Deserialize)]
pub(super) struct SendGuardianInvitation {
    pub(super) id: Uuid,
    /// The how many-eth mail it is.
    pub(super) number: i32,
}

/// Does one job of kind [`SEND_GUARDIAN_INVITATION`].
///
/// # Errors
///
/// When the database fails: to be tried again.
pub(super) async fn send_guardian_invitation(db: &Db, letters: &Letters, job: Job) -> anyhow::Result<()> {
    let SendGuardianInvitation { id, number } =
        serde_json::from_value(job.payload).context("reading the job")?;
    let now = letters.clock.now();
    let sent = db
        .write(async |tx| {
            // a job that is done again, or comes after a newer one, issues no second link
            let wanted = |row: &crate::entities::guardian_invitations::Model| {
                row.ended_at.is_none() && row.asked == number && row.mailed < number
            };
            let Some(row) = invitation_store::find(tx, id).await?.filter(wanted) else { return Ok(()) };
            let by = Addressee::of(tx, row.created_by.into()).await?;
            let to = match join::owner_of(tx, &row.email).await? {
                // whoever types the address of somebody else does not choose their name
                Some(known) => Addressee::of(tx, known.account_id).await?,
                None => Addressee {
                    name: format!("{} {}", row.first_name, row.last_name),
                    address: row.email.clone(),
                    phone: None,
                    language: Language::default(),
                },
            };
            let ids = invitations::children(&row)?;
            let mut names = Vec::with_capacity(ids.len());
            for id in ids {
                names.extend(children::Entity::find_by_id(id).one(tx).await?.map(|child| child.first_name));
            }
            let secret = Secret::generate();
            invitation_store::mailed(tx, row.id, number, &secret).await?;
            let about = About {
                template: "guardian_invitation",
                who: &by.name,
                children: &names.join(", "),
                path: paths::JOIN,
            };
            let lives_here = row.living == Living::Here;
            let invited = Invited { secret: &secret, expires_at: row.expires_at, lives_here };
            write(letters, tx, now, &to, about, Some(invited)).await
        })
        .await;
    sent.map_err(crate::error::Error::into_report)
}
