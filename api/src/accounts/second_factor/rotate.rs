//! Secrets sealed by a key that is no longer the first are sealed anew.

use super::{secret, store};
use crate::db::Db;
use crate::vault::Vault;

/// Seals anew what an older key sealed, so that the key can be dropped.
///
/// # Errors
///
/// When a key is gone, or the database fails.
pub async fn seal_anew(db: &Db, vault: &Vault) -> anyhow::Result<()> {
    for factor in store::all(db.reader()).await? {
        if vault.is_outdated(&factor.secret) {
            let context = secret::context(factor.account_id);
            let anew = vault.seal(&context, &vault.open(&context, &factor.secret)?)?;
            db.write(async |tx| {
                Ok(store::replace_secret(tx, factor.account_id, &factor.secret, anew.clone()).await?)
            })
            .await?;
        }
    }
    Ok(())
}
