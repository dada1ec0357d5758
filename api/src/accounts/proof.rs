//! Asking for the password once more: an open screen is not enough for what follows.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use shared::ids::AccountId;

use super::sign_in::MAX_PASSWORD;
use super::{sign_in_store, store};
use crate::auth::{Attempt, Passwords, SignedIn, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::entities::accounts;
use crate::error::Error;
use crate::history::Deed;
use crate::http::{ClientAddress, Received};

/// Somebody who is signed in and may prove that they know the password.
pub struct Prover {
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
}

impl FromRequest for Prover {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let received = Received::from_request(request, payload);
        let address = ClientAddress::from_request(request, payload);
        let signed_in = SignedIn::from_request(request, payload);
        let data = (data(request), data(request), data(request));
        Box::pin(async move {
            let (received, address, signed_in) = (received.await?, address.await?, signed_in.await?);
            Ok(Self { received, address, signed_in, config: data.0?, db: data.1?, passwords: data.2? })
        })
    }
}

fn data<T: 'static>(request: &HttpRequest) -> Result<web::Data<T>, Error> {
    request.app_data::<web::Data<T>>().cloned().ok_or_else(|| Error::internal("a part of the application"))
}

impl Prover {
    /// Whose sign-in it is.
    #[must_use]
    pub fn account_id(&self) -> AccountId {
        self.signed_in.account_id
    }

    /// Goes on if `password` is the account's own; tries are counted, apart from those to sign in: strangers cannot use them
    /// up.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `field` (`wrong_password`), [`Error::TooManyAttempts`].
    pub async fn prove(self, field: &str, password: String) -> Result<Proven, Error> {
        let Self { received, address, signed_in, config, db, passwords } = self;
        let account =
            store::find(db.reader(), signed_in.account_id.0).await?.ok_or(Error::Unauthenticated)?;
        let throttle = Throttle::new(&config.auth, Attempt::Proof, &account.email, address.0);
        throttle.pass(&db, received.at).await?;
        let readable = password.len() <= MAX_PASSWORD;
        if !readable || !passwords.verify(password, account.password_hash.clone()).await? {
            return Err(Error::invalid(field, "wrong_password", "not the password of this account"));
        }
        db.write(async |tx| throttle.forgive(tx).await).await?;
        Ok(Proven { account, signed_in, received, address, db })
    }
}

/// Somebody who has proven that they know the password.
pub struct Proven {
    /// The account.
    pub account: accounts::Model,
    /// By which sign-in.
    pub signed_in: SignedIn,
    /// In which request.
    pub received: Received,
    /// From where.
    pub(super) address: ClientAddress,
    pub(super) db: web::Data<Db>,
}

impl Proven {
    /// Acts on it in a transaction, if it still holds there and the sign-in stands.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] when it does not; those of `work` and of the database.
    pub async fn write<T>(
        &self,
        work: impl AsyncFn(&DatabaseTransaction) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let holds = async |tx: &DatabaseTransaction| {
            still_holds(tx, &self.account).await.map_err(|error| match error {
                Error::WrongCredentials => Error::Unauthenticated,
                other => other,
            })?;
            let stands =
                sign_in_store::owns_sign_in(tx, self.account.id, self.signed_in.sign_in_id.0).await?;
            if stands { Ok(()) } else { Err(Error::Unauthenticated) }
        };
        self.db
            .write(async |tx| {
                holds(tx).await?;
                work(tx).await
            })
            .await
    }

    /// What the history tells of it.
    pub(super) fn deed<'a>(&'a self, action: &'a str) -> Deed<'a> {
        Deed::to_own_account(&self.signed_in, &self.received, action)
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
