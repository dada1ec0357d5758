//! Inviting: a link to set the first password, for families that the organisation knows and for colleagues.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use shared::catalogue::Language;
use shared::ids::AccountId;
use shared::wire::{Invitation, InvitationOutcome};
use uuid::Uuid;

use super::letters::{About, Letters};
use super::links::{self, NewLink};
use super::{SET_PASSWORD_PATH, store};
use crate::entities::account_links::LinkPurpose;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::mail::{Addressee, normalised};

/// Who invites: the account, none for a command, and the id of the request.
#[derive(Clone, Copy, Debug)]
pub struct InvitedBy<'a> {
    /// The account.
    pub account_id: Option<AccountId>,
    /// As in the log; or the name of the command.
    pub request_id: &'a str,
}

/// Invites the accounts of some addresses; says what became of each, in their order.
///
/// # Errors
///
/// When the database fails.
pub async fn invite(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    by: InvitedBy<'_>,
    addresses: &[String],
) -> Result<Vec<Invitation>, Error> {
    let mut told = Vec::with_capacity(addresses.len());
    for address in addresses {
        let email = normalised(address);
        let outcome = invite_one(tx, letters, now, by, &email).await?;
        told.push(Invitation { email, outcome });
    }
    Ok(told)
}

/// Addresses of all accounts that have no password.
///
/// # Errors
///
/// When the database fails.
pub(super) async fn without_password(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    Ok(store::without_password(db).await?.into_iter().map(|(_, email)| email).collect())
}

async fn invite_one(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    by: InvitedBy<'_>,
    email: &str,
) -> Result<InvitationOutcome, Error> {
    let Some(account) = store::by_email(tx, email).await? else { return Ok(InvitationOutcome::Unknown) };
    if account.password_hash.is_some() {
        return Ok(InvitationOutcome::HasPassword);
    }
    send(tx, letters, now, account.id, email, "invitation").await?;
    let done = Deed {
        by: by.account_id,
        household: None,
        request_id: by.request_id,
        subject: ("account", account.id),
        action: "invited",
    };
    record(tx, &letters.clock, now, &done, None, None).await?;
    Ok(InvitationOutcome::Invited)
}

/// Sends a link to set the first password.
async fn send(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    account_id: Uuid,
    email: &str,
    template: &str,
) -> Result<(), Error> {
    let link = NewLink {
        id: letters.clock.new_id(now),
        account_id,
        purpose: LinkPurpose::Invitation,
        email,
        lifetime: TimeDelta::days(letters.auth.invitation_days.into()),
    };
    let (secret, expires_at) = links::issue(tx, now, &link).await?;
    let to = Addressee::of(tx, AccountId(account_id)).await?;
    let link = Some((SET_PASSWORD_PATH, &secret, expires_at));
    letters.queue(tx, now, &to, &About { template, link, email }).await
}

/// The account of a colleague-to-be: the one that has the address, else a new one.
///
/// # Errors
///
/// When the database fails.
pub async fn account_of_staff(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    email: &str,
) -> Result<AccountId, Error> {
    if let Some(known) = store::by_email(tx, email).await? {
        return Ok(known.id.into());
    }
    let id = letters.clock.new_id(now);
    store::insert_account(tx, id, email, Language::default(), now).await?;
    Ok(id.into())
}

/// Sends a colleague the link to set a password, if the account has none. Once the role is written: the letter names them.
///
/// # Errors
///
/// When the database fails.
pub async fn invite_staff(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    account_id: AccountId,
) -> Result<(), Error> {
    match store::find(tx, account_id.0).await? {
        Some(account) if account.password_hash.is_none() => {
            send(tx, letters, now, account.id, &account.email, "staff_invitation").await
        }
        _ => Ok(()),
    }
}
