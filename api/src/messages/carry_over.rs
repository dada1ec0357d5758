//! Messages of two households that are made one.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::ids::{GuardianId, HouseholdId};
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

/// Carries over what a household has of a guardian who is the same person as another.
///
/// # Errors
///
/// Those of the database.
pub async fn carry_over_guardian(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    (kept, other): (GuardianId, GuardianId),
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::GuardianId, kept.0.into())
        .filter(Column::GuardianId.eq(other.0))
        .filter(Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    Ok(())
}
