//! Secrets sealed by a key that is no longer the first are sealed anew.

use crate::db::Db;
use crate::entities::second_factors::{Column, Entity};
use crate::vault::{self, Seals, Vault};

/// Seals anew what an older key sealed, so that the key can be dropped; how many could not be.
///
/// # Errors
///
/// When the database fails.
pub async fn seal_anew(db: &Db, vault: &Vault) -> anyhow::Result<u64> {
    vault::seal_anew::<Entity>(db, vault, Column::AccountId, Column::Secret).await
}

/// How many secrets each key has sealed.
///
/// # Errors
///
/// When the database fails.
pub async fn seals(db: &Db, vault: &Vault) -> anyhow::Result<Seals> {
    vault::seals::<Entity>(db, vault, Column::Secret).await
}
