//! Inviting: a link to set the first password, for families that the organisation knows and for colleagues.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use shared::catalogue::Language;
use shared::ids::AccountId;
use shared::paths::NEW_PASSWORD;
use shared::wire::{Invitation, InvitationOutcome};
use uuid::Uuid;

use super::letters::{About, permit_invitations, write};
use super::links::{self, NewLink};
use super::store;
use crate::entities::account_links::LinkPurpose;
use crate::entities::{accounts, guardians};
use crate::error::Error;
use crate::history::{By, Deed, record};
use crate::letters::Letters;
use crate::mail::{Addressee, is_address, normalised};

/// Invites the accounts of some addresses; says what became of each, in their order.
///
/// # Errors
///
/// [`Error::InvitationsClosed`] where parents create their accounts themselves; those of the database.
pub async fn invite(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    by: By<'_>,
    addresses: &[String],
) -> Result<Vec<Invitation>, Error> {
    permit_invitations(&letters.snapshots, tx).await?;
    let mut told: Vec<Invitation> = Vec::with_capacity(addresses.len());
    for address in addresses {
        let email = normalised(address);
        let outcome = match told.iter().find(|before| before.email == email) {
            Some(before) => before.outcome,
            None => invite_one(tx, letters, now, by, &email).await?,
        };
        told.push(Invitation { email, outcome });
    }
    Ok(told)
}

/// Addresses of all who never came: of accounts that have no password, of guardians who never had an account; sorted.
///
/// # Errors
///
/// When the database fails.
pub(super) async fn not_come(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    let accounts = store::without_password(db).await?.into_iter().map(|(_, email)| email);
    let addresses: BTreeSet<_> = accounts.chain(store::never_invited(db).await?).collect();
    Ok(addresses.into_iter().collect())
}

async fn invite_one(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    by: By<'_>,
    email: &str,
) -> Result<InvitationOutcome, Error> {
    if !is_address(email) {
        return Ok(InvitationOutcome::Unknown);
    }
    let account = match store::by_email(tx, email).await? {
        Some(account) => account,
        None => match store::guardian_without_account(tx, email).await? {
            Some(guardian) => open(tx, letters, now, (&guardian, email)).await?,
            None => return Ok(InvitationOutcome::Unknown),
        },
    };
    if account.password_hash.is_some() {
        return Ok(InvitationOutcome::HasPassword);
    }
    send(tx, letters, now, letters.clock.new_id(now), &account).await?;
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

/// A new account for a guardian whom the organisation knows by an address and who has none (any more).
pub(super) async fn open(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    (guardian, email): (&guardians::Model, &str),
) -> Result<accounts::Model, Error> {
    let id = letters.clock.new_id(now);
    store::insert_account(tx, id, email, Language::default(), now).await?;
    store::attach(tx, guardian.id, (id, email), now).await?;
    store::find(tx, id).await?.ok_or_else(|| Error::internal("no account where one was made"))
}

/// Sends a link to set the first password, in the words for families or for colleagues.
pub(super) async fn send(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    link_id: Uuid,
    account: &accounts::Model,
) -> Result<(), Error> {
    let link = NewLink {
        id: link_id,
        account_id: account.id,
        purpose: LinkPurpose::Invitation,
        email: &account.email,
        lifetime: TimeDelta::days(letters.auth.invitation_days.into()),
    };
    let (secret, expires_at) = links::issue(tx, now, &link).await?;
    let to = Addressee::of(tx, AccountId(account.id)).await?;
    let link = Some((NEW_PASSWORD, &secret, expires_at));
    let template = if store::is_staff(tx, account.id).await? { "staff_invitation" } else { "invitation" };
    write(letters, tx, now, &to, &About { template, link, email: &account.email }).await
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
            send(tx, letters, now, letters.clock.new_id(now), &account).await
        }
        _ => Ok(()),
    }
}
