//! Calendars of a household that is erased.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::HouseholdId;

use crate::entities::custodies::{Column, Entity};
use crate::error::Error;

/// Removes the calendars of days that a household shares with another one; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(tx: &impl ConnectionTrait, household: HouseholdId) -> Result<u64, Error> {
    let of_it = Condition::any()
        .add(Column::HouseholdId.eq(household.0))
        .add(Column::OtherHouseholdId.eq(household.0));
    Ok(Entity::delete_many().filter(of_it).exec(tx).await?.rows_affected)
}
