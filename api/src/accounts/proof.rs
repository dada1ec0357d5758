//! Asking for the password once more: an open screen is not enough for what follows.

use chrono::{DateTime, Utc};
use shared::ids::AccountId;

use super::sign_in::MAX_PASSWORD;
use super::store;
use crate::auth::{Attempt, Passwords, Throttle};
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
    /// The account, if `password` is its own; tries are counted with those to sign in.
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
        let throttle = Throttle::new(&self.config.auth, Attempt::Password, &account.email, self.address.0);
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
