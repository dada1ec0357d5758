//! Secrets sealed by a key that is no longer the first are sealed anew.

use crate::db::Db;
use crate::entities::second_factors::{Column, Entity};
use crate::vault::{self, Vault};

/// Seals anew what an older key sealed, so that the key can be dropped.
///
/// # Errors
///
/// When a key is gone, or the database fails.
pub async fn seal_anew(db: &Db, vault: &Vault) -> anyhow::Result<()> {
    vault::seal_anew::<Entity>(db, vault, Column::AccountId, Column::Secret).await
}
