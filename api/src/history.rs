//! The history: who did what, written in the transaction of what it tells.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::Value;
use shared::ids::{AccountId, HouseholdId};
use uuid::Uuid;

use crate::auth::SignedIn;
use crate::clock::Clock;
use crate::db::Db;
use crate::db::bulk::BATCH;
use crate::entities::history;
use crate::error::Error;
use crate::http::Received;

/// Who does something, where a command and an operation do the same.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The account; none for a command.
    pub account_id: Option<AccountId>,
    /// As in the log; the name of the command.
    pub request_id: &'a str,
}

/// Something that was done.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// By whom; none for a command, or for somebody who holds the link of a mail.
    pub by: Option<AccountId>,
    /// On behalf of which household, if of one.
    pub household: Option<HouseholdId>,
    /// In which request; the name of a command.
    pub request_id: &'a str,
    /// To what: the kind of thing, and which one.
    pub subject: (&'a str, Uuid),
    /// What.
    pub action: &'a str,
}

impl<'a> Deed<'a> {
    /// By somebody who is signed in.
    #[must_use]
    pub fn by(
        signed_in: &SignedIn,
        received: &'a Received,
        subject: (&'a str, Uuid),
        action: &'a str,
    ) -> Self {
        let by = Some(signed_in.account_id);
        Self { by, household: None, request_id: &received.request_id, subject, action }
    }

    /// By somebody who is signed in, to their own account.
    #[must_use]
    pub fn to_own_account(signed_in: &SignedIn, received: &'a Received, action: &'a str) -> Self {
        Self::by(signed_in, received, ("account", signed_in.account_id.0), action)
    }

    /// By a command, or by whoever holds a link.
    #[must_use]
    pub const fn unsigned(request_id: &'a str, subject: (&'a str, Uuid), action: &'a str) -> Self {
        Self { by: None, household: None, request_id, subject, action }
    }
}

/// Writes a deed, with what was before and after, as far as that may be told.
///
/// # Errors
///
/// When the database fails.
pub async fn record(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    deed: &Deed<'_>,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<(), Error> {
    let entry = history::ActiveModel {
        id: Set(clock.new_id(now)),
        at: Set(now),
        account_id: Set(deed.by.map(|id| id.0)),
        household_id: Set(deed.household.map(|id| id.0)),
        request_id: Set(deed.request_id.to_owned()),
        subject_type: Set(deed.subject.0.to_owned()),
        subject_id: Set(deed.subject.1),
        action: Set(deed.action.to_owned()),
        before: Set(before),
        after: Set(after),
    };
    history::Entity::insert(entry).exec_without_returning(tx).await?;
    Ok(())
}

/// Empties what was before and after: who did what kind of thing when stays.
async fn empty(tx: &impl ConnectionTrait, which: Condition) -> Result<u64, Error> {
    let emptied = history::Entity::update_many()
        .col_expr(history::Column::Before, Expr::value(None::<Value>))
        .col_expr(history::Column::After, Expr::value(None::<Value>))
        .filter(told())
        .filter(which)
        .exec(tx)
        .await?;
    Ok(emptied.rows_affected)
}

fn told() -> Condition {
    Condition::any().add(history::Column::Before.is_not_null()).add(history::Column::After.is_not_null())
}

/// Empties what the history tells of a household, of accounts and of other things; how many entries.
///
/// # Errors
///
/// When the database fails.
pub async fn forget(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    accounts: &[Uuid],
    subjects: &[Uuid],
) -> Result<u64, Error> {
    let of_accounts = Condition::all()
        .add(history::Column::AccountId.is_in(accounts.iter().copied()))
        .add(history::Column::HouseholdId.is_null());
    let whose = Condition::any()
        .add(history::Column::HouseholdId.eq(household.0))
        .add(history::Column::SubjectId.is_in(subjects.iter().chain(accounts).copied()))
        .add(of_accounts);
    empty(tx, whose).await
}

/// Empties what the history tells of an account itself, the addresses that it had above all; how many entries.
///
/// # Errors
///
/// When the database fails.
pub async fn forget_account(tx: &impl ConnectionTrait, account: Uuid) -> Result<u64, Error> {
    let of_account = Condition::all()
        .add(history::Column::SubjectType.eq("account"))
        .add(history::Column::SubjectId.eq(account));
    empty(tx, of_account).await
}

/// Empties what the history tells of before an instant, but of configurations and openings of school years, which are
/// nobody's; how many entries.
///
/// # Errors
///
/// When the database fails.
pub async fn forget_before(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let mut forgotten = 0;
    loop {
        let batch = db
            .write(async |tx| {
                let ids: Vec<Uuid> = history::Entity::find()
                    .select_only()
                    .column(history::Column::Id)
                    .filter(told())
                    .filter(history::Column::At.lt(before))
                    .filter(history::Column::SubjectType.is_not_in(["configuration", "school_year"]))
                    .limit(BATCH)
                    .into_tuple()
                    .all(tx)
                    .await?;
                if ids.is_empty() {
                    return Ok(0);
                }
                empty(tx, Condition::all().add(history::Column::Id.is_in(ids))).await
            })
            .await?;
        if batch == 0 {
            return Ok(forgotten);
        }
        forgotten += batch;
    }
}
