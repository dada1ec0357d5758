//! The other household of children who live in two: all that is told of it, first names.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::ids::{ChildId, HouseholdId};
use uuid::Uuid;

use crate::entities::{guardians, household_children, household_guardians};
use crate::error::Error;

/// First names of the guardians of some children in other households than this one, by child; of children who live here
/// only, nothing. Two statements.
///
/// # Errors
///
/// Those of the database.
pub async fn elsewhere(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    children: &[Uuid],
) -> Result<BTreeMap<ChildId, Vec<String>>, Error> {
    let homes = household_children::Entity::find()
        .filter(household_children::Column::ChildId.is_in(children.iter().copied()))
        .filter(household_children::Column::HouseholdId.ne(household.0))
        .order_by_asc(household_children::Column::HouseholdId)
        .all(db)
        .await?;
    if homes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let people = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.is_in(homes.iter().map(|home| home.household_id)))
        .order_by_asc(guardians::Column::FirstName)
        .all(db)
        .await?;
    let mut names: BTreeMap<ChildId, Vec<String>> = BTreeMap::new();
    for home in homes {
        let of_home = people.iter().filter(|(member, _)| member.household_id == home.household_id);
        let first = of_home.filter_map(|(_, guardian)| Some(guardian.as_ref()?.first_name.clone()));
        names.entry(home.child_id.into()).or_default().extend(first);
    }
    Ok(names)
}
