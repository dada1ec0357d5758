//! Which keys of `vault.keys` are still needed.

use std::fmt::Write;

use super::vault;
use crate::config::Config;
use crate::db::Db;
use crate::vault::Seals;
use crate::{accounts, family_files};

/// How much each key of the ring has sealed, a line for each key and table; values that no key opens are told too.
///
/// # Errors
///
/// When the keys are badly written, or the database fails.
pub async fn keys_in_use(config: &Config, db: &Db) -> anyhow::Result<String> {
    let vault = vault(config)?;
    let mut tables = vec![accounts::seals(db, &vault).await?];
    tables.extend(family_files::seals(db, &vault).await?);
    let mut said = String::new();
    for Seals { table, by_key, by_others } in tables {
        for (id, count) in by_key {
            writeln!(said, "{table}: {count} sealed by key {id}")?;
        }
        if by_others > 0 {
            writeln!(said, "{table}: {by_others} sealed by keys that are not in vault.keys")?;
        }
    }
    Ok(said.trim_end().to_owned())
}
