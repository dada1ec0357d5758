//! What time takes out of files: the health of children who have left, change requests and notes of long ago, households
//! that left, people of no household.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use shared::calendar::SchoolYear;
use shared::ids::HouseholdId;
use uuid::Uuid;

use super::erase::{NOBODY, forget_children, forget_guardians, inhabited};
use crate::db::Db;
use crate::db::bulk::{BATCH, delete_in_batches};
use crate::entities::change_requests::ChangeState;
use crate::entities::{
    bookings, change_requests, child_departures, child_grades, children, guardians, health_records,
    household_children, household_guardians, household_notes, households, sessions,
};
use crate::error::Error;

/// A school year that is over, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The newest of those that are.
    pub school_year: SchoolYear,
    /// The day after its last.
    pub day: NaiveDate,
    /// When it ended: whoever was registered later may still begin.
    pub at: DateTime<Utc>,
    /// Whether the school year after it, or a later one, was opened: before, having no grade in it says nothing.
    pub next_opened: bool,
}

/// Removes the records of health of children who have left by the end of a school year; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire_health(db: &Db, ended: Ended) -> Result<u64, Error> {
    let which = Condition::all().add(health_records::Column::ChildId.in_subquery(left_children(ended)));
    delete_in_batches::<health_records::Entity>(db, health_records::Column::ChildId, which).await
}

/// Households whose children have all left, as a query of their ids.
#[must_use]
pub fn households_without_children(ended: Ended) -> SelectStatement {
    let with_child = Query::select()
        .column(household_children::Column::HouseholdId)
        .from(household_children::Entity)
        .and_where(household_children::Column::ChildId.not_in_subquery(left_children(ended)))
        .to_owned();
    Query::select()
        .column(households::Column::Id)
        .from(households::Entity)
        .and_where(households::Column::CreatedAt.lt(ended.at))
        .and_where(households::Column::Id.not_in_subquery(with_child))
        .to_owned()
}

/// Children who have left: they were known before the year ended, have no grade and no place since, and staff marked that
/// they are gone, as a query of their ids. Without such a mark, once the next year was opened, those who had no grade in the ended year either: of
/// whoever had one and has none now, staff have not decided.
#[must_use]
pub fn left_children(ended: Ended) -> SelectStatement {
    let with_grade = |years: SimpleExpr| {
        Query::select()
            .column(child_grades::Column::ChildId)
            .from(child_grades::Entity)
            .and_where(years)
            .to_owned()
    };
    let (year, next) = (ended.school_year.to_string(), ended.school_year.next().to_string());
    let gone = Query::select()
        .column(child_departures::Column::ChildId)
        .from(child_departures::Entity)
        .and_where(child_departures::Column::SchoolYear.lte(next))
        .to_owned();
    let mut says_so = Condition::any().add(children::Column::Id.in_subquery(gone));
    if ended.next_opened {
        let undecided = with_grade(child_grades::Column::SchoolYear.eq(year.as_str()));
        says_so = says_so.add(children::Column::Id.not_in_subquery(undecided));
    }
    let still_there = with_grade(child_grades::Column::SchoolYear.gt(year.as_str()));
    Query::select()
        .column(children::Column::Id)
        .from(children::Entity)
        .and_where(children::Column::CreatedAt.lt(ended.at))
        .and_where(children::Column::Id.not_in_subquery(still_there))
        .and_where(children::Column::Id.not_in_subquery(booked_since(bookings::Column::ChildId, ended)))
        .cond_where(says_so)
        .to_owned()
}

/// Whose places are on a day after the year ended.
fn booked_since(whose: bookings::Column, ended: Ended) -> SelectStatement {
    bookings::Entity::find()
        .select_only()
        .column(whose)
        .inner_join(sessions::Entity)
        .filter(sessions::Column::Day.gte(ended.day))
        .into_query()
}

/// Removes change requests that were decided before an instant; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire_change_requests(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let which = Condition::all()
        .add(change_requests::Column::State.ne(ChangeState::Waiting))
        .add(change_requests::Column::DecidedAt.lt(before));
    delete_in_batches::<change_requests::Entity>(db, change_requests::Column::Id, which).await
}

/// Removes notes written before an instant; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire_notes(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let which = Condition::all().add(household_notes::Column::At.lt(before));
    delete_in_batches::<household_notes::Entity>(db, household_notes::Column::Id, which).await
}

/// Households, in the order of their ids, that were made before a school year ended, whose children have all left by then,
/// who have had no place since and of which no guardian has an account any more.
///
/// # Errors
///
/// Those of the database.
pub async fn left_households(db: &Db, ended: Ended, after: Uuid) -> Result<Vec<HouseholdId>, Error> {
    let found: Vec<Uuid> = households::Entity::find()
        .select_only()
        .column(households::Column::Id)
        .filter(has_left(ended))
        .filter(households::Column::Id.gt(after))
        .order_by_asc(households::Column::Id)
        .limit(BATCH)
        .into_tuple()
        .all(db.reader())
        .await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Whether a household is one of [`left_households`].
///
/// # Errors
///
/// Those of the database.
pub async fn household_left(
    tx: &impl ConnectionTrait,
    ended: Ended,
    household: HouseholdId,
) -> Result<bool, Error> {
    let found = households::Entity::find_by_id(household.0).filter(has_left(ended));
    Ok(found.count(tx).await? == 1)
}

fn has_left(ended: Ended) -> Condition {
    let with_child = Query::select()
        .column(household_children::Column::HouseholdId)
        .from(household_children::Entity)
        .and_where(household_children::Column::ChildId.not_in_subquery(left_children(ended)))
        .to_owned();
    let with_account = Query::select()
        .column(guardians::Column::Id)
        .from(guardians::Entity)
        .and_where(guardians::Column::AccountId.is_not_null())
        .to_owned();
    let with_account = Query::select()
        .column(household_guardians::Column::HouseholdId)
        .from(household_guardians::Entity)
        .and_where(household_guardians::Column::GuardianId.in_subquery(with_account))
        .to_owned();
    let booked = booked_since(bookings::Column::HouseholdId, ended);
    Condition::all()
        .add(households::Column::CreatedAt.lt(ended.at))
        .add(households::Column::Id.not_in_subquery(with_child))
        .add(households::Column::Id.not_in_subquery(with_account))
        .add(households::Column::Id.not_in_subquery(booked))
        .add(inhabited(households::Column::Id))
}

/// Empties the guardians and children who belong to no household any more; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire_nobodies(db: &Db) -> Result<u64, Error> {
    let mut emptied = 0;
    loop {
        let batch = db
            .write(async |tx| {
                let (guardians, children) = nobodies(tx).await?;
                forget_guardians(tx, &guardians).await?;
                forget_children(tx, &children).await?;
                Ok((guardians.len() + children.len()) as u64)
            })
            .await?;
        if batch == 0 {
            return Ok(emptied);
        }
        emptied += batch;
    }
}

/// Some guardians and children of no household who still have a name.
async fn nobodies(tx: &impl ConnectionTrait) -> Result<(Vec<Uuid>, Vec<Uuid>), Error> {
    let housed = Query::select()
        .column(household_guardians::Column::GuardianId)
        .from(household_guardians::Entity)
        .to_owned();
    let found_guardians = guardians::Entity::find()
        .select_only()
        .column(guardians::Column::Id)
        .filter(guardians::Column::Id.not_in_subquery(housed))
        .filter(guardians::Column::LastName.ne(NOBODY))
        .limit(BATCH)
        .into_tuple()
        .all(tx)
        .await?;
    let housed = Query::select()
        .column(household_children::Column::ChildId)
        .from(household_children::Entity)
        .to_owned();
    let found_children = children::Entity::find()
        .select_only()
        .column(children::Column::Id)
        .filter(children::Column::Id.not_in_subquery(housed))
        .filter(children::Column::LastName.ne(NOBODY))
        .limit(BATCH)
        .into_tuple()
        .all(tx)
        .await?;
    Ok((found_guardians, found_children))
}
