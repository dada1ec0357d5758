//! What time takes out of files: the health of children who have left, change requests and notes of long ago.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::calendar::SchoolYear;
use shared::ids::HouseholdId;
use uuid::Uuid;

use super::erase::inhabited;
use crate::db::Db;
use crate::db::bulk::{BATCH, delete_in_batches};
use crate::entities::change_requests::ChangeState;
use crate::entities::{
    change_requests, child_grades, children, guardians, health_records, household_children,
    household_guardians, household_notes, households,
};
use crate::error::Error;

/// A school year that is over, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The newest of those that are.
    pub school_year: SchoolYear,
    /// When it ended: whoever was registered later may still begin.
    pub at: DateTime<Utc>,
}

/// Removes the records of health of children who have been in no school year since `ended`; how many.
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

/// Children who have left, having been in no school year since `ended`, as a query of their ids.
#[must_use]
pub fn left_children(ended: Ended) -> SelectStatement {
    Query::select()
        .column(children::Column::Id)
        .from(children::Entity)
        .and_where(children::Column::CreatedAt.lt(ended.at))
        .and_where(children::Column::Id.not_in_subquery(still_there(ended)))
        .to_owned()
}

fn still_there(ended: Ended) -> SelectStatement {
    Query::select()
        .column(child_grades::Column::ChildId)
        .from(child_grades::Entity)
        .and_where(child_grades::Column::SchoolYear.gt(ended.school_year.to_string()))
        .to_owned()
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

/// Households of which no child has been in a school year since `ended` and no guardian has an account any more.
///
/// # Errors
///
/// Those of the database.
pub async fn left_households(db: &Db, ended: Ended) -> Result<Vec<HouseholdId>, Error> {
    let with_child = Query::select()
        .column(household_children::Column::HouseholdId)
        .from(household_children::Entity)
        .and_where(household_children::Column::ChildId.in_subquery(still_there(ended)))
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
    let found: Vec<Uuid> = households::Entity::find()
        .select_only()
        .column(households::Column::Id)
        .filter(households::Column::CreatedAt.lt(ended.at))
        .filter(households::Column::Id.not_in_subquery(with_child))
        .filter(households::Column::Id.not_in_subquery(with_account))
        .filter(inhabited(households::Column::Id))
        .order_by_asc(households::Column::Id)
        .limit(BATCH)
        .into_tuple()
        .all(db.reader())
        .await?;
    Ok(found.into_iter().map(Into::into).collect())
}
