//! Invitations of two households that are made one.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::carry_over::CarryOver;
use crate::entities::guardian_invitations::{Column, Entity};
use crate::error::Error;

/// Carries them over.
///
/// # Errors
///
/// Those of the database.
pub async fn carry_over(tx: &impl ConnectionTrait, over: &CarryOver) -> Result<(), Error> {
    over.household::<Entity>(tx, Column::HouseholdId).await?;
    over.guardians::<Entity>(tx, Column::GuardianId).await?;
    if over.children.is_empty() {
        return Ok(());
    }
    for row in Entity::find().filter(Column::HouseholdId.eq(over.kept.0)).all(tx).await? {
        let children: Vec<Uuid> = serde_json::from_value(row.children.clone()).map_err(Error::internal)?;
        let mut row = row.into_active_model();
        row.children = Set(json!(children.into_iter().map(|id| over.child(id)).collect::<Vec<_>>()));
        Entity::update(row).exec(tx).await?;
    }
    Ok(())
}
