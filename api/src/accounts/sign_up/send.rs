//! The mail of a sign-up, written by the worker: until then nobody knows whether the address has an account.

use anyhow::Context;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::{Deserialize, Serialize};
use shared::catalogue::Language;
use shared::paths::CONFIRM_SIGN_UP;
use uuid::Uuid;

use super::store;
use crate::accounts::letters::{About, write};
use crate::accounts::store as accounts;
use crate::auth::Secret;
use crate::db::Db;
use crate::jobs::Job;
use crate::letters::Letters;
use crate::mail::Addressee;

/// The kind of the jobs that write the mail.
pub const SEND_SIGN_UP: &str = "send_sign_up";

/// What such a job names.
#[derive(Serialize, Deserialize)]
pub(super) struct SendSignUp {
    pub(super) id: Uuid,
}

/// Does one job of kind [`SEND_SIGN_UP`].
///
/// # Errors
///
/// When the database fails: to be tried again.
pub async fn send_sign_up(db: &Db, letters: &Letters, job: Job) -> anyhow::Result<()> {
    let SendSignUp { id } = serde_json::from_value(job.payload).context("reading the job")?;
    let now = letters.clock.now();
    let sent = db
        .write(async |tx| {
            // a job that is done again issues no second link
            let Some(row) = store::find(tx, id).await?.filter(|row| row.link_hash.is_none()) else {
                return Ok(());
            };
            // whoever typed the address of somebody else chooses no word of this mail, not even a name
            let to = Addressee {
                name: String::new(),
                address: row.email.clone(),
                phone: None,
                language: Language::from_tag(&row.locale).unwrap_or_default(),
            };
            let secret = Secret::generate();
            let known = accounts::by_email(tx, &row.email).await?;
            let (email, expires_at) = (row.email.clone(), row.expires_at);
            // also where it is never sent: the job is done
            let mut row = row.into_active_model();
            row.link_hash = Set(Some(secret.hash()));
            row.update(tx).await?;
            let about = match known {
                Some(account) => {
                    let to = Addressee::of(tx, account.id.into()).await?;
                    let about = About { template: "sign_up_known", link: None, email: &email };
                    return write(letters, tx, now, &to, &about).await;
                }
                None => About {
                    template: "sign_up",
                    link: Some((CONFIRM_SIGN_UP, &secret, expires_at)),
                    email: &email,
                },
            };
            write(letters, tx, now, &to, &about).await
        })
        .await;
    sent.map_err(crate::error::Error::into_report)
}
