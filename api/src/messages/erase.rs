//! Messages that go with their household, or because their time is over.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::HouseholdId;
use uuid::Uuid;

use crate::db::Db;
use crate::db::bulk::delete_in_batches;
use crate::entities::messages;
use crate::error::Error;

/// Removes the messages of a household; the mails they became.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(tx: &impl ConnectionTrait, household: HouseholdId) -> Result<Vec<Uuid>, Error> {
    let of_household = || messages::Column::HouseholdId.eq(household.0);
    let rows = messages::Entity::find().filter(of_household()).all(tx).await?;
    messages::Entity::delete_many().filter(of_household()).exec(tx).await?;
    Ok(rows.into_iter().map(|row| row.mail_id).collect())
}

/// Removes messages written before an instant; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let which = Condition::all().add(messages::Column::CreatedAt.lt(before));
    delete_in_batches::<messages::Entity>(db, messages::Column::Id, which).await
}
