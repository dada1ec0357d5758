//! Queries of opening a school year.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use shared::calendar::SchoolYear;
use shared::families::{Promotion, Schooling};
use shared::organisation::Organisation;
use shared::wire::PromotionLine;
use uuid::Uuid;

use crate::entities::{child_departures, child_grades, children, family_files, household_children};
use crate::error::Error;
use crate::family_files::schooling;
use crate::http::etag_of;

/// The school year before.
///
/// # Errors
///
/// [`Error::NotFound`] when the year is not planned, or nothing was planned before it.
pub(super) fn before(organisation: &Organisation, year: SchoolYear) -> Result<SchoolYear, Error> {
    let planned = organisation.school_years();
    let before = SchoolYear::starting_in(year.first_year().saturating_sub(1));
    if planned.contains(&year) && planned.contains(&before) { Ok(before) } else { Err(Error::NotFound) }
}

/// By which it is told that something has changed since these lines were read.
///
/// # Errors
///
/// When they cannot be written as JSON.
pub(super) fn etag(lines: &[PromotionLine]) -> Result<String, Error> {
    Ok(etag_of(&lines)?.trim_start_matches("W/").to_owned())
}

/// What becomes of the children of the year before, in the order of their ids.
pub(super) async fn lines(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    year: SchoolYear,
) -> Result<Vec<PromotionLine>, Error> {
    let old = before(organisation, year)?;
    let housed = household_children::Entity::find().select_only().column(household_children::Column::ChildId);
    let rows = child_grades::Entity::find()
        .find_also_related(children::Entity)
        .filter(child_grades::Column::SchoolYear.eq(old.to_string()))
        // who belongs to no household is nobody's child any more
        .filter(child_grades::Column::ChildId.in_subquery(housed.into_query()))
        .order_by_asc(child_grades::Column::ChildId)
        .all(db)
        .await?;
    let known = child_grades::Entity::find().filter(child_grades::Column::SchoolYear.eq(year.to_string()));
    let known = known.all(db).await?.into_iter().map(|row| Ok((row.child_id, schooling(&row)?)));
    let mut known: BTreeMap<Uuid, Schooling> = known.collect::<Result<_, Error>>()?;
    let left = child_departures::Entity::find()
        .filter(child_departures::Column::SchoolYear.eq(year.to_string()))
        .all(db)
        .await?;
    let left: BTreeSet<Uuid> = left.into_iter().map(|row| row.child_id).collect();
    let line = |(row, child): (child_grades::Model, Option<children::Model>)| {
        let child = child.ok_or_else(|| Error::internal("a grade without a child"))?;
        let from = schooling(&row)?;
        Ok(PromotionLine {
            child_id: child.id.into(),
            first_name: child.first_name,
            last_name: child.last_name,
            proposed: Promotion::of(&from, &organisation.schools),
            class_name: row.class_name,
            known: known.remove(&child.id),
            left: left.contains(&child.id),
            from,
        })
    };
    rows.into_iter().map(line).collect()
}

/// Takes it back that children have left.
pub(super) async fn take_back(
    tx: &impl ConnectionTrait,
    year: SchoolYear,
    children: Vec<Uuid>,
) -> Result<(), Error> {
    if !children.is_empty() {
        child_departures::Entity::delete_many()
            .filter(child_departures::Column::SchoolYear.eq(year.to_string()))
            .filter(child_departures::Column::ChildId.is_in(children))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// The files of a school year, which stay as they are until the transaction ends.
pub(super) async fn files(
    db: &impl ConnectionTrait,
    year: SchoolYear,
) -> Result<Vec<family_files::Model>, Error> {
    let of_year = family_files::Entity::find().filter(family_files::Column::SchoolYear.eq(year.to_string()));
    Ok(of_year.lock_shared().all(db).await?)
}
