//! What families told of health and what waits for staff: sealed anew when keys change.

use crate::db::Db;
use crate::entities::{change_requests, health_records};
use crate::vault::{self, Seals, Vault};

/// Seals anew what a key that is no longer the first sealed; how many could not be.
///
/// # Errors
///
/// When the database fails.
pub async fn seal_anew(db: &Db, vault: &Vault) -> anyhow::Result<u64> {
    use change_requests::Column as Change;
    use health_records::Column as Health;
    let health =
        vault::seal_anew::<health_records::Entity>(db, vault, Health::ChildId, Health::Sealed).await?;
    let changes = vault::seal_anew::<change_requests::Entity>(db, vault, Change::Id, Change::Sealed).await?;
    Ok(health + changes)
}

/// How many records and change requests each key has sealed.
///
/// # Errors
///
/// When the database fails.
pub async fn seals(db: &Db, vault: &Vault) -> anyhow::Result<[Seals; 2]> {
    Ok([
        vault::seals::<health_records::Entity>(db, vault, health_records::Column::Sealed).await?,
        vault::seals::<change_requests::Entity>(db, vault, change_requests::Column::Sealed).await?,
    ])
}
