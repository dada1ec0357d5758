//! Households which perhaps are the same family: they have a child of the same name and day of birth.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::families::same_name;
use shared::ids::HouseholdId;
use shared::wire::PerhapsSame;
use uuid::Uuid;

use crate::auth::Scope;
use crate::entities::{children, household_children, households};
use crate::error::Error;
use crate::family_files::family::Family;

/// Those in reach that a household looks like. A child that lives in two households makes them no same family. Two
/// statements at most.
///
/// # Errors
///
/// Those of the database.
pub(in crate::family_files) async fn perhaps_same(
    db: &impl ConnectionTrait,
    scope: &Scope,
    family: &Family,
) -> Result<Vec<PerhapsSame>, Error> {
    let days: BTreeSet<NaiveDate> = family.children.iter().map(|(child, _)| child.birth_date).collect();
    if days.is_empty() {
        return Ok(Vec::new());
    }
    let own: BTreeSet<Uuid> = family.children.iter().map(|(child, _)| child.id).collect();
    let born_then = children::Entity::find().filter(children::Column::BirthDate.is_in(days)).all(db).await?;
    let alike: Vec<children::Model> = born_then
        .into_iter()
        .filter(|other| !own.contains(&other.id))
        .filter(|other| family.children.iter().any(|(child, _)| is_same(child, other)))
        .collect();
    if alike.is_empty() {
        return Ok(Vec::new());
    }
    let homes = household_children::Entity::find()
        .find_also_related(households::Entity)
        .filter(household_children::Column::ChildId.is_in(alike.iter().map(|child| child.id)))
        .filter(household_children::Column::HouseholdId.ne(family.household.id))
        .filter(scope.on(household_children::Column::HouseholdId))
        .order_by_asc(household_children::Column::HouseholdId)
        .all(db)
        .await?;
    let mut found: Vec<PerhapsSame> = Vec::new();
    for (member, household) in homes {
        let child = alike.iter().find(|child| child.id == member.child_id);
        let (Some(child), Some(household)) = (child, household) else { continue };
        let household_id = HouseholdId(household.id);
        if !found.iter().any(|one| one.household_id == household_id) {
            found.push(PerhapsSame { household_id, name: household.name, child: child.first_name.clone() });
        }
    }
    Ok(found)
}

fn is_same(one: &children::Model, other: &children::Model) -> bool {
    one.birth_date == other.birth_date
        && same_name((&one.first_name, &one.last_name), (&other.first_name, &other.last_name))
}
