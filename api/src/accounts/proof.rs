//! Asking for the password once more: an open screen is not enough for what follows.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::ids::AccountId;

use super::sign_in::MAX_PASSWORD;
use super::{sign_in_store, store};
use crate::auth::{Attempt, Passwords, SignedIn, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::entities::accounts;
use crate::error::Error;
use crate::http::ClientAddress;

/// What checking takes.
pub(super) struct Proof<'a> {
    pub(super) config: &'a Config,
    pub(super) db: &'a Db,
    pub(super) passwords: &'a Passwords,
    pub(super) address: ClientAddress,
}

impl Proof<'_> {
    /// The account, if `password` is its own; tries are counted, apart from those to sign in: strangers cannot use them up.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `field` (`wrong_password`), [`Error::TooManyAttempts`].
    pub(super) async fn of(
        &self,
        account_id: AccountId,
        field: &str,
        password: String,
        now: DateTime<Utc>,
    ) -> Result<accounts::Model, Error> {
        let account = store::find(self.db.reader(), account_id.0).await?;
        let account = account.ok_or(Error::Unauthenticated)?;
        let throttle = Throttle::new(&self.config.auth, Attempt::Proof, &account.email, self.address.0);
        if let Some(retry_after) = self.db.write(async |tx| throttle.count(tx, now).await).await? {
            return Err(Error::TooManyAttempts { retry_after });
        }
        let readable = password.len() <= MAX_PASSWORD;
        if !readable || !self.passwords.verify(password, account.password_hash.clone()).await? {
            return Err(Error::invalid(field, "wrong_password", "not the password of this account"));
        }
        self.db.write(async |tx| throttle.forgive(tx).await).await?;
        Ok(account)
    }
}

/// Makes sure, in the transaction that acts on it, that what was proven still holds: hashing takes a while, in which the
/// password may have changed or the account may have been closed. Locks the account's row.
///
/// # Errors
///
/// [`Error::WrongCredentials`] when it does not; those of the database.
pub(super) async fn still_holds(tx: &impl ConnectionTrait, proven: &accounts::Model) -> Result<(), Error> {
    let now = store::lock(tx, proven.id).await?;
    let same = now.filter(|now| now.closed_at.is_none() && now.password_hash == proven.password_hash);
    same.map(drop).ok_or(Error::WrongCredentials)
}

/// As [`still_holds`], for somebody whose sign-in must stand too.
///
/// # Errors
///
/// [`Error::Unauthenticated`] when it does not; those of the database.
pub(super) async fn still_signed_in(
    tx: &impl ConnectionTrait,
    proven: &accounts::Model,
    signed_in: &SignedIn,
) -> Result<(), Error> {
    still_holds(tx, proven).await.map_err(|error| match error {
        Error::WrongCredentials => Error::Unauthenticated,
        other => other,
    })?;
    let stands = sign_in_store::owns_sign_in(tx, proven.id, signed_in.sign_in_id.0).await?;
    if stands { Ok(()) } else { Err(Error::Unauthenticated) }
}

/// Makes sure that somebody gave the second factor when they signed in, where the account has one: a sign-in from before it
/// was set up must not end it or make codes for it.
///
/// # Errors
///
/// [`Error::SecondFactorMissing`]; those of the database.
pub(super) async fn by_second_factor(tx: &impl ConnectionTrait, signed_in: &SignedIn) -> Result<(), Error> {
    let by_code = sign_in_store::is_by_second_factor(tx, signed_in.sign_in_id.0).await?;
    if by_code { Ok(()) } else { Err(Error::SecondFactorMissing) }
}
