//! `ribambelle backup` and `restore`: all rows as one portable file, from either database into either.
//!
//! The file is a gzipped tar: `ribambelle.json` says what it is, then each table's rows follow in pieces of JSON lines,
//! `end.json` counts them. A file that was cut off has no end and is refused.

mod command;
mod read;
mod values;
mod write;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use command::{BackupCommand, RestoreCommand};
pub use read::restore;
pub use write::back_up;

/// The form of the file; another is another program's.
const FORMAT: u32 = 1;
const HEAD: &str = "ribambelle.json";
const END: &str = "end.json";
/// Rows of one piece.
const PIECE: usize = 5_000;

/// What a backup is.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    format: u32,
    /// The program that wrote it.
    version: String,
    created_at: DateTime<Utc>,
    /// The schema: only the same one can take the rows back.
    migrations: Vec<String>,
}

/// Rows written or read, by table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts(pub BTreeMap<String, u64>);

impl Counts {
    fn add(&mut self, table: &str, rows: usize) {
        *self.0.entry(table.to_owned()).or_default() += rows as u64;
    }

    /// All rows together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// The migrations of this program, by name, in order.
fn migrations() -> Vec<String> {
    use sea_orm_migration::MigratorTrait;
    crate::migrations::Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}
