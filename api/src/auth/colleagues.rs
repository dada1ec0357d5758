//! Names of those who work for the organisation.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::staff;
use crate::error::Error;

/// Names by account, of those who still work here.
///
/// # Errors
///
/// Those of the database.
pub async fn names_of_colleagues(
    db: &impl ConnectionTrait,
    accounts: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, String>, Error> {
    let rows = staff::Entity::find().filter(staff::Column::AccountId.is_in(accounts)).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.account_id, format!("{} {}", row.first_name, row.last_name)))
        .collect())
}
