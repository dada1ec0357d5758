//! The command line of an import.

use std::path::PathBuf;

use super::{Files, run};
use crate::clock::Clock;
use crate::db::Db;

/// Imports an organisation's configuration, and families, from files. Repeatable: what is known is kept.
#[derive(clap::Args, Debug)]
pub struct ImportCommand {
    /// The configuration file, such as demo/ages.toml.
    #[arg(value_name = "CONFIG")]
    config_file: PathBuf,
    /// Families to register, such as demo/ages.families.toml.
    #[arg(long)]
    families: Option<PathBuf>,
}

impl ImportCommand {
    /// Imports and says what was done, in a line.
    ///
    /// # Errors
    /// See [`run`].
    pub async fn run(self, db: &Db, clock: &Clock) -> anyhow::Result<String> {
        let files = Files { config: self.config_file, families: self.families };
        let imported = run(db, clock, &files).await?;
        let news = if imported.is_new { "imported" } else { "unchanged" };
        Ok(format!("configuration version {} {news}, {} households", imported.version, imported.households))
    }
}
