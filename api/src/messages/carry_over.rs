//! Messages of two households that are made one.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::wire::MergeCounts;

use crate::carry_over::CarryOver;
use crate::entities::messages::{Column, Entity};
use crate::error::Error;

/// How many messages go over.
///
/// # Errors
///
/// Those of the database.
pub async fn count(
    db: &impl ConnectionTrait,
    over: &CarryOver,
    counts: &mut MergeCounts,
) -> Result<(), Error> {
    counts.messages = Entity::find().filter(Column::HouseholdId.eq(over.other.0)).count(db).await?;
    Ok(())
}

/// Carries them over.
///
/// # Errors
///
/// Those of the database.
pub async fn carry_over(tx: &impl ConnectionTrait, over: &CarryOver) -> Result<(), Error> {
    over.household::<Entity>(tx, Column::HouseholdId).await?;
    over.children::<Entity>(tx, Column::ChildId).await?;
    over.guardians::<Entity>(tx, Column::GuardianId).await?;
    Ok(())
}
