//! Submitting: one transaction that locks, decides, writes and takes seats, with a bounded number of statements.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, TransactionTrait};
use shared::wire::{RequestResult, RequestSubmission};

use super::attempt::{Attempt, attempt};
use super::store;
use crate::auth::{household, lock_household};
use crate::error::Error;
use crate::planning::Days;
use crate::submitter::Submitter;

/// How often a request is decided: with fresh facts when seats went meanwhile, the last time with the seats locked.
const ATTEMPTS: u32 = 3;

/// Decides and writes a submission within `tx`.
///
/// Locks are taken in the same order by everybody: the household, its children by id (a child may live in two
/// households), at the very end the seats of the sessions by id. On `SQLite` the transaction is the only writer.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::NotPermitted`], [`Error::UnknownNamed`]; those of the database.
pub(super) async fn submit(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    submission: &RequestSubmission,
    days: Days,
) -> Result<RequestResult, Error> {
    let access = household(tx, by.account_id, by.household_id).await?;
    access.require_booking()?;
    let concurrent = tx.get_database_backend() == DbBackend::Postgres;
    if concurrent {
        lock_household(tx, by.household_id).await?;
        store::lock_children(tx, by.household_id.0).await?;
    }
    for number in 1..=ATTEMPTS {
        let inner = tx.begin().await?;
        let seats_first = concurrent && number == ATTEMPTS;
        match attempt(&inner, by, submission, days, seats_first).await {
            Ok(Attempt::Done(result)) => {
                inner.commit().await?;
                return Ok(*result);
            }
            Ok(Attempt::SeatsGone) => {
                tracing::debug!(number, "seats went meanwhile");
                inner.rollback().await?;
            }
            Err(error) => {
                if let Err(failed) = inner.rollback().await {
                    tracing::warn!(%failed, "rolling back");
                }
                return Err(error);
            }
        }
    }
    Err(Error::internal("seats went although they were locked"))
}
