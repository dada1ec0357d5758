//! Queries of exports and of requests to erase.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::ids::{AccountId, ErasureId, ExportId, HouseholdId};
use shared::wire;
use uuid::Uuid;

use crate::entities::{erasures, exports, households};
use crate::error::Error;

/// Exports shown.
const SHOWN: u64 = 10;

/// Makes sure that there is such a household, its row locked.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn lock_household(
    tx: &impl ConnectionTrait,
    id: HouseholdId,
) -> Result<households::Model, Error> {
    let row = households::Entity::find_by_id(id.0).lock(LockType::NoKeyUpdate).one(tx).await?;
    row.ok_or(Error::NotFound)
}

pub(super) async fn household(
    db: &impl ConnectionTrait,
    id: HouseholdId,
) -> Result<households::Model, Error> {
    households::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)
}

/// Whose exports of a household are meant.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    /// Those that a guardian asked for.
    Guardian(AccountId),
    /// Those that administrators made for the family.
    Staff,
}

pub(super) fn exports_of(household: HouseholdId, whose: Whose) -> Condition {
    let all = Condition::all().add(exports::Column::HouseholdId.eq(household.0));
    match whose {
        Whose::Guardian(account) => {
            all.add(exports::Column::AccountId.eq(account.0)).add(exports::Column::GuardianId.is_not_null())
        }
        Whose::Staff => all.add(exports::Column::GuardianId.is_null()),
    }
}

/// The newest exports of a household.
pub(super) async fn exports(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    whose: Whose,
) -> Result<Vec<exports::Model>, Error> {
    Ok(exports::Entity::find()
        .filter(exports_of(household, whose))
        .order_by_desc(exports::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?)
}

/// One export of a household.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn export(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    whose: Whose,
    id: ExportId,
) -> Result<exports::Model, Error> {
    let found = exports::Entity::find_by_id(id.0).filter(exports_of(household, whose)).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// When an account asked for exports since an instant, the oldest first.
pub(super) async fn asked_since(
    db: &impl ConnectionTrait,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, Error> {
    let rows = exports::Entity::find()
        .filter(exports::Column::AccountId.eq(account.0))
        .filter(exports::Column::AskedAt.gt(since))
        .order_by_asc(exports::Column::AskedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.asked_at).collect())
}

/// An export as the API shows it.
pub(super) fn shown_export(row: &exports::Model) -> wire::Export {
    wire::Export {
        id: row.id.into(),
        state: match row.state {
            exports::ExportState::Waiting => wire::ExportState::Waiting,
            exports::ExportState::Ready => wire::ExportState::Ready,
            exports::ExportState::Failed => wire::ExportState::Failed,
            exports::ExportState::Removed => wire::ExportState::Removed,
        },
        asked_at: row.asked_at,
        ready_at: row.ready_at,
        expires_at: row.expires_at,
        size: row.size.and_then(|size| u64::try_from(size).ok()),
    }
}

/// A household's newest request to be erased.
pub(super) async fn newest_erasure(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Option<erasures::Model>, Error> {
    Ok(erasures::Entity::find()
        .filter(erasures::Column::HouseholdId.eq(household.0))
        .order_by_desc(erasures::Column::Id)
        .one(db)
        .await?)
}

/// A request to erase.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn erasure(db: &impl ConnectionTrait, id: ErasureId) -> Result<erasures::Model, Error> {
    erasures::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)
}

/// How a request to erase ends.
pub(super) struct End<'a> {
    pub(super) state: erasures::ErasureState,
    pub(super) by: Uuid,
    pub(super) reason: Option<&'a str>,
}

/// Ends a request that waits and has still this version.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn end_erasure(
    tx: &impl ConnectionTrait,
    id: Uuid,
    version: i32,
    now: DateTime<Utc>,
    end: End<'_>,
) -> Result<(), Error> {
    use erasures::Column;
    let done = erasures::Entity::update_many()
        .col_expr(Column::State, Expr::value(end.state))
        .col_expr(Column::Reason, Expr::value(end.reason))
        .col_expr(Column::DecidedAt, Expr::value(Some(now)))
        .col_expr(Column::DecidedBy, Expr::value(Some(end.by)))
        .col_expr(Column::Version, Expr::value(version + 1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .filter(Column::State.eq(erasures::ErasureState::Waiting))
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

/// A request to erase as the API shows it.
pub(super) fn shown_erasure(row: erasures::Model) -> wire::Erasure {
    wire::Erasure {
        id: row.id.into(),
        state: match row.state {
            erasures::ErasureState::Waiting => wire::ErasureState::Waiting,
            erasures::ErasureState::Confirmed => wire::ErasureState::Confirmed,
            erasures::ErasureState::Refused => wire::ErasureState::Refused,
            erasures::ErasureState::Withdrawn => wire::ErasureState::Withdrawn,
            erasures::ErasureState::Done => wire::ErasureState::Done,
        },
        asked_at: row.asked_at,
        due_on: row.due_on,
        message: row.message,
        reason: row.reason,
        decided_at: row.decided_at,
        done_at: row.done_at,
    }
}

/// Counts rows of a household.
pub(super) async fn count<E>(db: &impl ConnectionTrait, which: Condition) -> Result<u64, Error>
where
    E: EntityTrait,
    E::Model: Send + Sync,
{
    Ok(E::find().filter(which).count(db).await?)
}
