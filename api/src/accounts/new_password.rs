//! What every way to a new password shares.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::ids::SignInId;
use uuid::Uuid;

use super::{links, sign_in_store, store};
use crate::accounts::letters::organisation;
use crate::auth::Passwords;
use crate::db::Db;
use crate::error::Error;
use crate::letters::Letters;

/// Makes sure that a password may be taken for the account of `email`.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `field`, with the code of the fault.
pub(super) async fn judged(
    db: &Db,
    passwords: &Passwords,
    letters: &Letters,
    field: &str,
    password: &str,
    email: &str,
) -> Result<(), Error> {
    let words = vec![email.to_owned(), organisation(letters, db.reader()).await?];
    match passwords.judge(password, words).await? {
        (_, Some(fault)) => Err(Error::invalid(field, fault.code(), "see PasswordFault")),
        (_, None) => Ok(()),
    }
}

/// The hash of a password that may be taken for the account of `email`.
///
/// # Errors
///
/// As [`judged`].
pub(super) async fn checked(
    db: &Db,
    passwords: &Passwords,
    letters: &Letters,
    field: &str,
    password: String,
    email: &str,
) -> Result<String, Error> {
    judged(db, passwords, letters, field, &password, email).await?;
    passwords.make(password).await
}

/// Sets a password: links sent before, also that of a new address somebody may have asked for, are ended, and all devices but `stays` signed out.
pub(super) async fn set(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    hash: &str,
    stays: Option<SignInId>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    store::set_password(tx, account_id, hash).await?;
    links::end_all(tx, account_id, now).await?;
    sign_in_store::revoke_all(tx, account_id, stays, now).await?;
    Ok(())
}
