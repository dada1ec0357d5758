//! In which households children live: one, or the two of parents who live apart.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use shared::families::FileSubject;
use shared::ids::{ChildId, HouseholdId};
use uuid::Uuid;

use super::store::raise_files;
use crate::entities::household_children::{self, ActiveModel, Column, Entity};

/// In which households some children live.
///
/// # Errors
///
/// Those of the database.
pub async fn homes(
    db: &impl ConnectionTrait,
    children: &[Uuid],
) -> Result<Vec<household_children::Model>, DbErr> {
    Entity::find().filter(Column::ChildId.is_in(children.iter().copied())).all(db).await
}

/// Lets a child live in a household too, into which it came at `added_at`; nothing: as the organisation knows it, to be checked
/// by nobody. Files that tell of the child are other ones then. Nothing happens when it lives there.
///
/// # Errors
///
/// Those of the database.
pub async fn live_in(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    child: ChildId,
    added_at: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    if Entity::find_by_id((household.0, child.0)).one(tx).await?.is_some() {
        return Ok(());
    }
    let row = ActiveModel { household_id: Set(household.0), child_id: Set(child.0), added_at: Set(added_at) };
    Entity::insert(row).exec_without_returning(tx).await?;
    raise_files(tx, household.0, FileSubject::Child(child)).await
}
