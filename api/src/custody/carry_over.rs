//! Calendars of children when two households are made one.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::carry_over::CarryOver;
use crate::entities::custodies::{Column, Entity};
use crate::error::Error;

/// Carries them over. A calendar between the two ends: they are one household now. Of a child that is one with another
/// the calendar of the one that stays holds, if it has one.
///
/// # Errors
///
/// Those of the database.
pub async fn carry_over(tx: &impl ConnectionTrait, over: &CarryOver) -> Result<(), Error> {
    let (kept, other) = (over.kept.0, over.other.0);
    let between = Condition::any()
        .add(Condition::all().add(Column::HouseholdId.eq(kept)).add(Column::OtherHouseholdId.eq(other)))
        .add(Condition::all().add(Column::HouseholdId.eq(other)).add(Column::OtherHouseholdId.eq(kept)));
    Entity::delete_many().filter(between).exec(tx).await?;
    for (stays, goes) in &over.children {
        let known = Entity::find_by_id(Uuid::from(*stays)).one(tx).await?;
        if known.is_some() {
            Entity::delete_by_id(Uuid::from(*goes)).exec(tx).await?;
        }
    }
    over.children::<Entity>(tx, Column::ChildId).await?;
    over.household::<Entity>(tx, Column::HouseholdId).await?;
    over.household::<Entity>(tx, Column::OtherHouseholdId).await?;
    over.household::<Entity>(tx, Column::ProposedBy).await?;
    Ok(())
}
