//! Queries of requests and of the bookings they change.

use anyhow::Context;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, TryInsertResult,
};
use shared::ids::{HouseholdId, RequestId};
use shared::wire::Request;
use uuid::Uuid;

use super::change::Change;
use crate::db::bulk::insert_all;
use crate::entities::bookings::BookingState;
use crate::entities::{bookings, children, household_children, request_lines, requests, sessions};
use crate::error::Error;
use crate::planning::Days;
use crate::submitter::Submitter;

/// Locks the children of a household, in id order: another household of theirs waits.
pub(super) async fn lock_children(tx: &DatabaseTransaction, household: Uuid) -> Result<(), DbErr> {
    let of_household = household_children::Entity::find()
        .select_only()
        .column(household_children::Column::ChildId)
        .filter(household_children::Column::HouseholdId.eq(household))
        .into_query();
    let rows = children::Entity::find()
        .select_only()
        .column(children::Column::Id)
        .filter(children::Column::Id.in_subquery(of_household))
        .order_by_asc(children::Column::Id);
    rows.lock(LockType::NoKeyUpdate).into_tuple::<Uuid>().all(tx).await?;
    Ok(())
}

/// The sessions of slots in a range of days.
pub(super) async fn sessions(
    tx: &DatabaseTransaction,
    slots: impl IntoIterator<Item = Uuid>,
    days: Days,
) -> Result<Vec<sessions::Model>, DbErr> {
    sessions::Entity::find()
        .filter(sessions::Column::SlotId.is_in(slots))
        .filter(sessions::Column::Day.between(days.from, days.to))
        .all(tx)
        .await
}

/// The bookings that a household made for children and that stand, with their sessions.
pub(super) async fn standing(
    tx: &DatabaseTransaction,
    household: HouseholdId,
    children: impl IntoIterator<Item = Uuid>,
    slots: impl IntoIterator<Item = Uuid>,
    days: Days,
) -> Result<Vec<(bookings::Model, Option<sessions::Model>)>, DbErr> {
    bookings::Entity::find()
        .find_also_related(sessions::Entity)
        .filter(bookings::Column::ChildId.is_in(children))
        .filter(bookings::Column::HouseholdId.eq(household.0))
        .filter(bookings::Column::State.eq(BookingState::Booked))
        .filter(sessions::Column::SlotId.is_in(slots))
        .filter(sessions::Column::Day.between(days.from, days.to))
        .all(tx)
        .await
}

/// Writes a request; `false` when somebody has its receipt number.
pub(super) async fn insert_request(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    request: &Request,
) -> Result<bool, Error> {
    let row = requests::ActiveModel {
        id: Set(request.id.0),
        receipt_number: Set(request.receipt_number.clone()),
        household_id: Set(by.household_id.0),
        account_id: Set(by.account_id.0),
        submitted_at: Set(request.submitted_at),
        configuration_version: Set(version(request)?),
    };
    let free = OnConflict::column(requests::Column::ReceiptNumber).do_nothing().to_owned();
    let inserted =
        requests::Entity::insert(row).on_conflict(free).try_insert().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1..)))
}

fn version(request: &Request) -> Result<i32, Error> {
    Ok(i32::try_from(request.configuration_version).context("a configuration version out of range")?)
}

/// Cancels and makes bookings, in this order: a place given back may be taken again in the same request.
pub(super) async fn write_bookings(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    request: &Request,
    changes: &[Change],
) -> Result<(), Error> {
    let now = by.received.at;
    let (made, cancelled): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.is_made());
    if !cancelled.is_empty() {
        let done = bookings::Entity::update_many()
            .col_expr(bookings::Column::State, Expr::value(BookingState::Cancelled))
            .col_expr(bookings::Column::CancelledAt, Expr::value(now))
            .col_expr(bookings::Column::CancelledBy, Expr::value(by.account_id.0))
            .col_expr(bookings::Column::Version, Expr::col(bookings::Column::Version).add(1))
            .filter(bookings::Column::Id.is_in(cancelled.iter().map(|change| change.booking_id)))
            .filter(bookings::Column::State.eq(BookingState::Booked))
            .exec(tx)
            .await?;
        if done.rows_affected != cancelled.len() as u64 {
            return Err(Error::internal("a booking was cancelled although its child was locked"));
        }
    }
    let version = version(request)?;
    let rows = made.iter().map(|change| bookings::ActiveModel {
        id: Set(change.booking_id),
        session_id: Set(change.session_id),
        child_id: Set(change.child_id.0),
        household_id: Set(by.household_id.0),
        state: Set(BookingState::Booked),
        configuration_version: Set(version),
        request_id: Set(Some(request.id.0)),
        created_at: Set(now),
        created_by: Set(Some(by.account_id.0)),
        cancelled_at: Set(None),
        cancelled_by: Set(None),
        version: Set(1),
    });
    insert_all(tx, rows.collect(), None).await
}

/// The requests of a household after `after`, newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<requests::Model>, DbErr> {
    let mut query = requests::Entity::find()
        .filter(requests::Column::HouseholdId.eq(household.0))
        .order_by_desc(requests::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(requests::Column::Id.lt(after));
    }
    query.all(db).await
}

/// How many lines of each outcome requests have.
pub(super) async fn counts(
    db: &impl ConnectionTrait,
    requests: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(Uuid, String, i64)>, DbErr> {
    request_lines::Entity::find()
        .select_only()
        .column(request_lines::Column::RequestId)
        .column(request_lines::Column::Outcome)
        .column_as(request_lines::Column::Position.count(), "lines")
        .filter(request_lines::Column::RequestId.is_in(requests))
        .group_by(request_lines::Column::RequestId)
        .group_by(request_lines::Column::Outcome)
        .into_tuple()
        .all(db)
        .await
}

/// A request of a household.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    request: RequestId,
) -> Result<Option<requests::Model>, DbErr> {
    requests::Entity::find_by_id(request.0)
        .filter(requests::Column::HouseholdId.eq(household.0))
        .one(db)
        .await
}

/// The lines of a request, in the order sent.
pub(super) async fn lines(
    db: &impl ConnectionTrait,
    request: RequestId,
) -> Result<Vec<request_lines::Model>, DbErr> {
    request_lines::Entity::find()
        .filter(request_lines::Column::RequestId.eq(request.0))
        .order_by_asc(request_lines::Column::Position)
        .all(db)
        .await
}
