//! Documents that go with their household.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::HouseholdId;

use super::removal;
use crate::clock::Clock;
use crate::entities::documents::{Column, Entity};
use crate::error::Error;

/// Removes all documents that a household has sent, and their contents; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    household: HouseholdId,
) -> Result<u64, Error> {
    let rows = Entity::find().filter(Column::HouseholdId.eq(household.0)).all(tx).await?;
    for row in &rows {
        removal::remove(tx, clock, now, row).await?;
    }
    Ok(rows.len() as u64)
}
