//! The command lines.

use std::path::PathBuf;

use super::{Counts, back_up, restore};
use crate::clock::Clock;
use crate::db::Db;

/// Writes all rows to one portable file, while the server runs.
#[derive(clap::Args, Debug)]
pub struct BackupCommand {
    /// The file to write, such as ribambelle.tar.gz.
    #[arg(long)]
    to: PathBuf,
}

/// Restores a backup into an empty, migrated database of either kind.
#[derive(clap::Args, Debug)]
pub struct RestoreCommand {
    /// The file to read.
    #[arg(long)]
    from: PathBuf,
}

impl BackupCommand {
    /// Backs up and says what was written, in a line.
    ///
    /// # Errors
    ///
    /// See [`back_up`].
    pub async fn run(&self, db: &Db, clock: &Clock) -> anyhow::Result<String> {
        let counts = back_up(db, &self.to, clock.now()).await?;
        Ok(format!("{}: {}", self.to.display(), told(&counts)))
    }
}

impl RestoreCommand {
    /// Restores and says what was read, in a line.
    ///
    /// # Errors
    ///
    /// See [`restore`].
    pub async fn run(&self, db: &Db) -> anyhow::Result<String> {
        Ok(format!("restored {}", told(&restore(db, &self.from).await?)))
    }
}

fn told(counts: &Counts) -> String {
    format!("{} rows of {} tables", counts.total(), counts.0.len())
}
