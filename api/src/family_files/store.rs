//! Queries of family files.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use shared::families::FileSubject;
use shared::ids::{ChildId, HouseholdId};
use uuid::Uuid;

use crate::entities::{
    child_departures, child_grades, children, family_files, guardians, health_records, household_children,
    household_guardians, households,
};
use crate::error::Error;

/// Lets children have come into a household just after a decision on its file, which was not about them.
pub(super) async fn came_after(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    children: &[ChildId],
    decided: DateTime<Utc>,
) -> Result<(), DbErr> {
    household_children::Entity::update_many()
        .col_expr(
            household_children::Column::AddedAt,
            Expr::value(Some(decided + TimeDelta::microseconds(1))),
        )
        .filter(household_children::Column::HouseholdId.eq(household.0))
        .filter(household_children::Column::ChildId.is_in(children.iter().map(|child| child.0)))
        .exec(tx)
        .await?;
    Ok(())
}

/// A household and its files, by school year.
pub(super) async fn household(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(households::Model, Vec<family_files::Model>)>, DbErr> {
    let found = households::Entity::find_by_id(id)
        .find_with_related(family_files::Entity)
        .order_by_asc(family_files::Column::SchoolYear)
        .all(db)
        .await?;
    Ok(found.into_iter().next())
}

/// The guardians of a household, those who came first first.
pub(super) async fn guardians(
    db: &impl ConnectionTrait,
    household: Uuid,
) -> Result<Vec<(guardians::Model, household_guardians::Model)>, DbErr> {
    let rows = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.eq(household))
        .order_by_asc(guardians::Column::CreatedAt)
        .order_by_asc(guardians::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(member, guardian)| Some((guardian?, member))).collect())
}

/// The children of a household, the eldest first.
pub(super) async fn children(
    db: &impl ConnectionTrait,
    household: Uuid,
) -> Result<Vec<(children::Model, household_children::Model)>, DbErr> {
    let rows = household_children::Entity::find()
        .find_also_related(children::Entity)
        .filter(household_children::Column::HouseholdId.eq(household))
        .order_by_asc(children::Column::BirthDate)
        .order_by_asc(children::Column::FirstName)
        .order_by_asc(children::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(member, child)| Some((child?, member))).collect())
}

/// Schools and grades, by school year.
pub(super) async fn grades(
    db: &impl ConnectionTrait,
    children: &[Uuid],
) -> Result<Vec<child_grades::Model>, DbErr> {
    child_grades::Entity::find()
        .filter(child_grades::Column::ChildId.is_in(children.iter().copied()))
        .order_by_asc(child_grades::Column::SchoolYear)
        .all(db)
        .await
}

/// What is known of the health of children, sealed.
pub(super) async fn health(
    db: &impl ConnectionTrait,
    children: &[Uuid],
) -> Result<Vec<health_records::Model>, DbErr> {
    health_records::Entity::find()
        .filter(health_records::Column::ChildId.is_in(children.iter().copied()))
        .all(db)
        .await
}

/// From when on children are gone, the first year first.
pub(super) async fn departures(
    db: &impl ConnectionTrait,
    children: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<child_departures::Model>, DbErr> {
    child_departures::Entity::find()
        .filter(child_departures::Column::ChildId.is_in(children))
        .order_by_asc(child_departures::Column::SchoolYear)
        .all(db)
        .await
}

/// Writes the file of a school year, if it is still the one that was loaded: another may have come without a lock on the
/// household, as opening a school year carries files over.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database, a row that is there by now among them: it is seen in the next run.
pub(super) async fn write_file(
    tx: &impl ConnectionTrait,
    known: Option<&family_files::Model>,
    file: family_files::ActiveModel,
) -> Result<(), Error> {
    use family_files::{Column, Entity};
    let Some(known) = known else {
        Entity::insert(file).exec_without_returning(tx).await?;
        return Ok(());
    };
    let written = Entity::update_many()
        .set(file)
        .filter(Column::HouseholdId.eq(known.household_id))
        .filter(Column::SchoolYear.eq(known.school_year.as_str()))
        .filter(Column::Version.eq(known.version))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

/// Raises the version of the files that tell of a subject, because what they tell has changed: whoever has read one before
/// decides on nothing they have not seen.
///
/// # Errors
///
/// Those of the database.
pub async fn raise_files(
    tx: &impl ConnectionTrait,
    household: Uuid,
    subject: FileSubject,
) -> Result<(), DbErr> {
    use family_files::{Column, Entity};
    let which = match subject {
        FileSubject::Household => Condition::all().add(Column::HouseholdId.eq(household)),
        FileSubject::Guardian(id) => {
            let homes = household_guardians::Entity::find()
                .select_only()
                .column(household_guardians::Column::HouseholdId)
                .filter(household_guardians::Column::GuardianId.eq(id.0));
            Condition::all().add(Column::HouseholdId.in_subquery(homes.into_query()))
        }
        FileSubject::Child(id) => {
            let homes = household_children::Entity::find()
                .select_only()
                .column(household_children::Column::HouseholdId)
                .filter(household_children::Column::ChildId.eq(id.0));
            Condition::all().add(Column::HouseholdId.in_subquery(homes.into_query()))
        }
    };
    let next = Expr::col(Column::Version).add(1);
    Entity::update_many().col_expr(Column::Version, next).filter(which).exec(tx).await?;
    Ok(())
}
