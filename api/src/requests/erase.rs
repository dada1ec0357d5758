//! What becomes of bookings and requests when a household goes, and when time has passed.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::families::Grade;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::{seats, store};
use crate::db::Db;
use crate::db::bulk::{BATCH, delete_in_batches};
use crate::entities::bookings::BookingState;
use crate::entities::{bookings, child_grades, request_lines, requests, sessions};
use crate::error::Error;

/// Gives back the places that a household has booked after `day`; how many. What has taken place stays: accounts need it.
///
/// # Errors
///
/// Those of the database.
pub async fn cancel_coming(
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    household: HouseholdId,
    (day, now): (NaiveDate, DateTime<Utc>),
) -> Result<u64, Error> {
    store::lock_children(tx, household.0).await?;
    let coming: Vec<(bookings::Model, Option<sessions::Model>)> = bookings::Entity::find()
        .find_also_related(sessions::Entity)
        .filter(bookings::Column::HouseholdId.eq(household.0))
        .filter(bookings::Column::State.eq(BookingState::Booked))
        .filter(sessions::Column::Day.gt(day))
        .order_by_asc(bookings::Column::Id)
        .all(tx)
        .await?;
    let grades = child_grades::Entity::find()
        .filter(child_grades::Column::ChildId.is_in(coming.iter().map(|(row, _)| row.child_id)))
        .all(tx)
        .await?;
    let mut freed: BTreeMap<Uuid, Vec<seats::Taken>> = BTreeMap::new();
    for (booking, session) in &coming {
        let Some(session) = session else { continue };
        let year = organisation.calendar.school_year(session.day).ok().map(|year| year.to_string());
        let grade = grades
            .iter()
            .find(|grade| grade.child_id == booking.child_id && Some(&grade.school_year) == year.as_ref());
        let cycle = grade.and_then(|grade| Grade::from_code(&grade.grade)).map(Grade::cycle);
        freed.entry(session.id).or_default().push(seats::Taken { cycle, seats: -1 });
    }
    for batch in coming.chunks(usize::try_from(BATCH).unwrap_or(500)) {
        bookings::Entity::update_many()
            .col_expr(bookings::Column::State, Expr::value(BookingState::Cancelled))
            .col_expr(bookings::Column::CancelledAt, Expr::value(now))
            .col_expr(bookings::Column::Version, Expr::col(bookings::Column::Version).add(1))
            .filter(bookings::Column::Id.is_in(batch.iter().map(|(row, _)| row.id)))
            .exec(tx)
            .await?;
    }
    let sessions: Vec<Uuid> = freed.keys().copied().collect();
    for batch in sessions.chunks(usize::try_from(BATCH).unwrap_or(500)) {
        let of_batch =
            batch.iter().filter_map(|id| Some((*id, freed.remove(id)?))).collect::<BTreeMap<_, _>>();
        if !seats::take(tx, &of_batch).await? {
            return Err(Error::internal("seats that cannot be given back"));
        }
    }
    u64::try_from(coming.len()).context("counting bookings").map_err(Error::from)
}

/// Removes bookings of sessions before `day`, and the requests of before then that no booking names; how many bookings.
///
/// # Errors
///
/// Those of the database.
pub async fn retire(db: &Db, day: NaiveDate, instant: DateTime<Utc>) -> Result<u64, Error> {
    let old = Query::select()
        .column(sessions::Column::Id)
        .from(sessions::Entity)
        .and_where(sessions::Column::Day.lt(day))
        .to_owned();
    let mut removed = 0;
    loop {
        let batch = db
            .write(async |tx| {
                let ids: Vec<Uuid> = bookings::Entity::find()
                    .select_only()
                    .column(bookings::Column::Id)
                    .filter(bookings::Column::SessionId.in_subquery(old.clone()))
                    .limit(BATCH)
                    .into_tuple()
                    .all(tx)
                    .await?;
                if ids.is_empty() {
                    return Ok(0);
                }
                request_lines::Entity::delete_many()
                    .filter(request_lines::Column::BookingId.is_in(ids.clone()))
                    .exec(tx)
                    .await?;
                let gone = bookings::Entity::delete_many().filter(bookings::Column::Id.is_in(ids));
                Ok(gone.exec(tx).await?.rows_affected)
            })
            .await?;
        if batch == 0 {
            break;
        }
        removed += batch;
    }
    let named = Query::select()
        .column(bookings::Column::RequestId)
        .from(bookings::Entity)
        .and_where(bookings::Column::RequestId.is_not_null())
        .to_owned();
    let which = Condition::all()
        .add(requests::Column::SubmittedAt.lt(instant))
        .add(requests::Column::Id.not_in_subquery(named));
    let lines = Query::select()
        .column(requests::Column::Id)
        .from(requests::Entity)
        .cond_where(which.clone())
        .to_owned();
    db.write(async |tx| {
        request_lines::Entity::delete_many()
            .filter(request_lines::Column::RequestId.in_subquery(lines.clone()))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await?;
    delete_in_batches::<requests::Entity>(db, requests::Column::Id, which).await?;
    Ok(removed)
}
