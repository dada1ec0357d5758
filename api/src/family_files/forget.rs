//! Guardians who are of no household any more.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::ids::GuardianId;

use super::erase::{forget_external_ids, forget_guardians};
use crate::entities::{documents, exports, guardians, household_guardians, messages};
use crate::error::Error;

/// Forgets a guardian who is of no household any more: whoever reads the mail of the address becomes nobody by it, and an
/// account of theirs is no guardian's any more. The row stays, empty, where something of theirs is kept.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_guardian(tx: &impl ConnectionTrait, id: GuardianId) -> Result<(), Error> {
    let id = id.0;
    let Some(row) = guardians::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let homes = household_guardians::Entity::find().filter(household_guardians::Column::GuardianId.eq(id));
    if homes.count(tx).await? > 0 {
        return Ok(());
    }
    let kept = documents::Entity::find().filter(documents::Column::GuardianId.eq(id)).count(tx).await?
        + messages::Entity::find().filter(messages::Column::GuardianId.eq(id)).count(tx).await?
        + exports::Entity::find().filter(exports::Column::GuardianId.eq(id)).count(tx).await?;
    if kept == 0 && row.account_id.is_none() {
        forget_external_ids(tx, &[id]).await?;
        guardians::Entity::delete_by_id(id).exec(tx).await?;
    } else {
        forget_guardians(tx, &[id]).await?;
    }
    Ok(())
}
