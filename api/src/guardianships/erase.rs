//! Invitations of a household that is erased.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::HouseholdId;

use crate::entities::guardian_invitations::{Column, Entity};
use crate::error::Error;

/// Removes the invitations of a household; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(tx: &impl ConnectionTrait, household: HouseholdId) -> Result<u64, Error> {
    let gone = Entity::delete_many().filter(Column::HouseholdId.eq(household.0)).exec(tx).await?;
    Ok(gone.rows_affected)
}
