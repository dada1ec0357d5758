//! Failed sign-ins are counted in the database, per account and per client address, so that all replicas count together.
//!
//! An attempt is counted before its password is checked and taken back when it succeeds: many at once cannot slip by.
//! What is counted is what was typed, so that unknown accounts are throttled alike.

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::config::AuthConfig;
use crate::db::Db;
use crate::digest::sha256_hex;
use crate::entities::sign_in_throttles::{ActiveModel, Column, Entity};
use crate::error::Error;

/// What is attempted; each is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// To sign in.
    Password,
    /// To prove a password or a code while signed in.
    Proof,
    /// To have a link to another password sent.
    PasswordReset,
    /// To begin an account.
    SignUp,
    /// To invite another guardian.
    GuardianInvitation,
    /// To have a link to another mail address sent.
    AddressChange,
    /// To propose the days of a child to the other household.
    CustodyProposal,
}

/// What is counted for one attempt.
pub struct Throttle {
    account: String,
    address: String,
    window: TimeDelta,
    limits: [u32; 2],
}

impl Throttle {
    /// For an attempt on the account of `email` from `address`.
    #[must_use]
    pub fn new(config: &AuthConfig, attempt: Attempt, email: &str, address: IpAddr) -> Self {
        let (prefix, per_account) = match attempt {
            Attempt::Password => ("", config.failures_per_account),
            Attempt::Proof => ("proof:", config.failures_per_account),
            Attempt::PasswordReset => ("reset:", config.links_per_account),
            Attempt::SignUp => ("sign-up:", config.links_per_account),
            Attempt::GuardianInvitation => ("guardian-invitation:", config.links_per_account),
            Attempt::AddressChange => ("address-change:", config.links_per_account),
            Attempt::CustodyProposal => ("custody-proposal:", config.links_per_account),
        };
        Self {
            account: sha256_hex(format!("{prefix}account:{email}")),
            address: sha256_hex(format!("{prefix}address:{address}")),
            window: TimeDelta::minutes(config.throttle_window_minutes.into()),
            limits: [per_account, config.failures_per_address],
        }
    }

    /// Counts the attempt.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time until the window is over; the caller still commits the count.
    pub async fn count(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<Option<Duration>, Error> {
        let mut wait = None;
        for (key, limit) in [&self.account, &self.address].into_iter().zip(self.limits) {
            let over = Expr::col((Entity, Column::WindowStartedAt)).lte(now - self.window);
            let row = ActiveModel { key: Set(key.clone()), failures: Set(1), window_started_at: Set(now) };
            let counted = Entity::insert(row)
                .on_conflict(
                    OnConflict::column(Column::Key)
                        .value(
                            Column::Failures,
                            CaseStatement::new()
                                .case(over.clone(), 1)
                                .finally(Expr::col((Entity, Column::Failures)).add(1)),
                        )
                        .value(
                            Column::WindowStartedAt,
                            CaseStatement::new()
                                .case(over, now)
                                .finally(Expr::col((Entity, Column::WindowStartedAt))),
                        )
                        .to_owned(),
                )
                .exec_with_returning(tx)
                .await?;
            if u32::try_from(counted.failures).unwrap_or(u32::MAX) > limit {
                let left = (counted.window_started_at + self.window - now).to_std().unwrap_or_default();
                wait = Some(wait.map_or(left, |other: Duration| Ord::max(other, left)));
            }
        }
        Ok(wait)
    }

    /// Counts the attempt, for good, and lets it pass while there are few.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time until the window is over; those of the database.
    pub async fn pass(&self, db: &Db, now: DateTime<Utc>) -> Result<(), Error> {
        match db.write(async |tx| self.count(tx, now).await).await? {
            Some(retry_after) => Err(Error::TooManyAttempts { retry_after }),
            None => Ok(()),
        }
    }

    /// Takes the attempt back: it succeeded. The account starts anew, the address only loses this one, since others
    /// may share it.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn forgive(&self, tx: &impl ConnectionTrait) -> Result<(), Error> {
        Entity::delete_by_id(self.account.clone()).exec(tx).await?;
        Entity::update_many()
            .col_expr(Column::Failures, Expr::col(Column::Failures).sub(1))
            .filter(Column::Key.eq(self.address.clone()))
            .filter(Column::Failures.gt(0))
            .exec(tx)
            .await?;
        Ok(())
    }

    /// Removes counters whose window has long been over.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn clean(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64, Error> {
        Ok(Entity::delete_many().filter(Column::WindowStartedAt.lt(before)).exec(tx).await?.rows_affected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[actix_web::test]
    async fn failures_are_counted_per_account_and_address_within_the_window() {
        let world = World::new().await;
        let config = AuthConfig { failures_per_account: 2, failures_per_address: 4, ..AuthConfig::default() };
        let count = async |email: &str, last: u8| {
            let throttle = Throttle::new(&config, Attempt::Password, email, [127, 0, 0, last].into());
            world.db.write(async |tx| throttle.count(tx, world.clock.now()).await).await.unwrap()
        };
        let forgive = async |email: &str, last: u8| {
            let throttle = Throttle::new(&config, Attempt::Password, email, [127, 0, 0, last].into());
            world.db.write(async |tx| throttle.forgive(tx).await).await.unwrap();
        };
        let minutes = |minutes: u64| Some(Duration::from_secs(60 * minutes));
        assert_eq!((count("a", 1).await, count("a", 1).await), (None, None));
        assert_eq!(count("a", 2).await, minutes(15), "the account, from wherever");
        assert_eq!((count("b", 1).await, count("c", 1).await), (None, None));
        assert_eq!(count("d", 1).await, minutes(15), "the address, whichever account");
        forgive("d", 1).await;
        assert_eq!(count("d", 1).await, minutes(15), "one success does not free the address");
        world.clock.set(world.clock.now() + TimeDelta::minutes(10));
        assert_eq!(count("a", 3).await, minutes(5));
        forgive("a", 3).await;
        assert_eq!(count("a", 3).await, None, "success frees the account");
        world.clock.set(world.clock.now() + TimeDelta::minutes(5));
        assert_eq!(count("d", 1).await, None, "the window is over");
    }
}
