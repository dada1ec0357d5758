//! Inviting families that the organisation knows: a link to set the first password.

use chrono::TimeDelta;
use shared::ids::AccountId;
use uuid::Uuid;

use super::letters::{About, Letters};
use super::links::{self, NewLink};
use super::{SET_PASSWORD_PATH, store};
use crate::db::Db;
use crate::entities::account_links::LinkPurpose;
use crate::error::Error;
use crate::mail::{Addressee, normalised};

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invited {
    /// The mail is on its way.
    Sent,
    /// The account has a password: nothing is sent.
    HasPassword,
    /// No account has this address.
    Unknown,
}

/// Invites the accounts of some addresses, or all that have no password; says what became of each, by address.
///
/// # Errors
///
/// When the database fails; those invited before stay invited, and may be invited again.
pub async fn invite(
    db: &Db,
    letters: &Letters,
    addresses: Option<Vec<String>>,
) -> anyhow::Result<Vec<(String, Invited)>> {
    let addresses: Vec<String> = match addresses {
        Some(addresses) => addresses.iter().map(|address| normalised(address)).collect(),
        None => store::without_password(db.reader()).await?.into_iter().map(|(_, email)| email).collect(),
    };
    let mut told = Vec::new();
    for email in addresses {
        let outcome = db.write(async |tx| invite_one(tx, letters, &email).await).await;
        told.push((email, outcome.map_err(Error::into_report)?));
    }
    Ok(told)
}

async fn invite_one(
    tx: &sea_orm::DatabaseTransaction,
    letters: &Letters,
    email: &str,
) -> Result<Invited, Error> {
    let now = letters.clock.now();
    let Some(account) = store::by_email(tx, email).await? else { return Ok(Invited::Unknown) };
    if account.password_hash.is_some() {
        return Ok(Invited::HasPassword);
    }
    let id: Uuid = letters.clock.new_id(now);
    let link = NewLink {
        id,
        account_id: account.id,
        purpose: LinkPurpose::Invitation,
        email,
        lifetime: TimeDelta::days(letters.auth.invitation_days.into()),
    };
    let (secret, expires_at) = links::issue(tx, now, &link).await?;
    let to = Addressee::of(tx, AccountId(account.id)).await?;
    let link = Some((SET_PASSWORD_PATH, &secret, expires_at));
    letters.queue(tx, now, &to, &About { template: "invitation", link, email }).await?;
    let done = store::Deed { account_id: None, request_id: "invite", subject: account.id, action: "invited" };
    store::record(tx, &letters.clock, now, &done, None).await?;
    Ok(Invited::Sent)
}
