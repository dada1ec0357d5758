//! Accounts of guardians who follow the invitation of another one.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::catalogue::Language;
use shared::ids::{AccountId, GuardianId};
use uuid::Uuid;

use super::{new_password, store};
use crate::auth::Passwords;
use crate::db::Db;
use crate::entities::accounts;
use crate::error::Error;
use crate::letters::Letters;

/// The account of a mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Which account.
    pub account_id: AccountId,
    /// Its mail address.
    pub email: String,
    /// Whether one can sign in with it by password.
    pub has_password: bool,
    /// Language of its mails.
    pub language: Language,
}

impl From<accounts::Model> for Owner {
    fn from(row: accounts::Model) -> Self {
        Self {
            account_id: row.id.into(),
            email: row.email,
            has_password: row.password_hash.is_some(),
            language: Language::from_tag(&row.locale).unwrap_or_default(),
        }
    }
}

/// Whose a mail address is, if it has an account.
///
/// # Errors
///
/// When the database fails.
pub async fn owner_of(db: &impl ConnectionTrait, email: &str) -> Result<Option<Owner>, Error> {
    Ok(store::by_email(db, email).await?.map(Into::into))
}

/// An account by its id.
///
/// # Errors
///
/// [`Error::Unauthenticated`] when it is gone; those of the database.
pub async fn owner(db: &impl ConnectionTrait, account: AccountId) -> Result<Owner, Error> {
    store::find(db, account.0).await?.map(Into::into).ok_or(Error::Unauthenticated)
}

/// The hash of a password that may be taken for the account of `email`.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `password`, with the code of the fault.
pub async fn new_password(
    db: &Db,
    passwords: &Passwords,
    letters: &Letters,
    password: String,
    email: &str,
) -> Result<String, Error> {
    new_password::checked(db, passwords, letters, "password", password, email).await
}

/// Opens an account whose address a mail has proven: a new one, or the one that the organisation registered and nobody has
/// set a password for. None when it has one: its owner signs in.
///
/// # Errors
///
/// When the database fails.
pub async fn open(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    email: &str,
    language: Language,
    password_hash: &str,
) -> Result<Option<AccountId>, Error> {
    let id = match store::by_email(tx, email).await? {
        Some(account) if account.password_hash.is_some() => return Ok(None),
        Some(account) => account.id,
        None => {
            let id = letters.clock.new_id(now);
            store::insert_account(tx, id, email, language, now).await?;
            id
        }
    };
    new_password::set(tx, id, password_hash, None, now).await?;
    Ok(Some(id.into()))
}

/// The guardian that an account signs in as.
///
/// # Errors
///
/// When the database fails.
pub async fn signs_in_as(db: &impl ConnectionTrait, owner: &Owner) -> Result<Option<GuardianId>, Error> {
    Ok(store::guardian_of(db, owner.account_id.0).await?.map(Into::into))
}

/// The guardian that an account signs in as; one whom the organisation knows by the address becomes the account's.
///
/// # Errors
///
/// When the database fails.
pub async fn guardian_of(
    tx: &impl ConnectionTrait,
    owner: &Owner,
    now: DateTime<Utc>,
) -> Result<Option<GuardianId>, Error> {
    if let Some(guardian) = signs_in_as(tx, owner).await? {
        return Ok(Some(guardian));
    }
    let Some(known) = store::guardian_without_account(tx, &owner.email).await? else { return Ok(None) };
    store::attach(tx, known.id, (owner.account_id.0, &owner.email), now).await?;
    Ok(Some(known.id.into()))
}

/// Lets an account sign in as a guardian, whose mail address becomes the account's.
///
/// # Errors
///
/// When the database fails.
pub async fn attach(
    tx: &impl ConnectionTrait,
    guardian: GuardianId,
    owner: &Owner,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    store::attach(tx, guardian.0, (owner.account_id.0, &owner.email), now).await?;
    store::set_guardian_email(tx, Uuid::from(guardian), &owner.email).await?;
    Ok(())
}
