//! Documents of two households that are made one: all stay, the one received last counts.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::ids::{GuardianId, HouseholdId};
use shared::wire::{MergeConflict, MergeCounts};

use crate::carry_over::CarryOver;
use crate::entities::documents::{Column, Entity};
use crate::error::Error;

/// What both households have sent of the same, and how many documents go over.
///
/// # Errors
///
/// Those of the database.
pub async fn compare(
    db: &impl ConnectionTrait,
    over: &CarryOver,
    counts: &mut MergeCounts,
) -> Result<Vec<MergeConflict>, Error> {
    let rows = Entity::find()
        .filter(Column::HouseholdId.is_in([over.kept.0, over.other.0]))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut of_kind: BTreeMap<_, (u32, u32)> = BTreeMap::new();
    for row in rows {
        let about = (row.child_id.map(|id| over.child(id)), row.guardian_id.map(|id| over.guardian(id)));
        let found = of_kind.entry((row.type_id, about, row.school_year)).or_default();
        if row.household_id == over.kept.0 {
            found.0 += 1;
        } else {
            found.1 += 1;
            counts.documents += 1;
        }
    }
    let both = of_kind.into_iter().filter(|(_, (kept, other))| *kept > 0 && *other > 0);
    Ok(both
        .map(|((kind, _, _), (kept, other))| MergeConflict::Document {
            type_id: kind.into(),
            count: kept + other,
        })
        .collect())
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
        .col_expr(Column::GuardianId, Some(kept.0).into())
        .filter(Column::GuardianId.eq(other.0))
        .filter(Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    Ok(())
}
