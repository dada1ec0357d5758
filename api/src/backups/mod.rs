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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[actix_web::test]
    async fn what_is_restored_is_what_was_backed_up() {
        let (from, to) = (World::new().await, World::new().await);
        for number in 0..=PIECE {
            from.account(&format!("{number}@example.org")).await;
        }
        let now = from.clock.now();
        let (first, second) = (from.folder.path().join("a.tar.gz"), to.folder.path().join("b.tar.gz"));
        let counts = back_up(&from.db, &first, now).await.unwrap();
        assert_eq!(counts.0["accounts"], PIECE as u64 + 1);
        assert_eq!(restore(&to.db, &first).await.unwrap(), counts);
        back_up(&to.db, &second, now).await.unwrap();
        assert!(std::fs::read(&first).unwrap() == std::fs::read(&second).unwrap());
        let refused = restore(&to.db, &first).await.unwrap_err();
        assert!(refused.to_string().contains("not empty"), "{refused:#}");
    }

    #[actix_web::test]
    async fn a_backup_that_was_cut_off_leaves_nothing() {
        let (from, to) = (World::new().await, World::new().await);
        for number in 0..100 {
            from.account(&format!("{number}@example.org")).await;
        }
        let file = from.folder.path().join("a.tar.gz");
        back_up(&from.db, &file, from.clock.now()).await.unwrap();
        let whole = std::fs::read(&file).unwrap();
        for length in [0, 10, whole.len() / 2, whole.len() - 20] {
            std::fs::write(&file, &whole[..length]).unwrap();
            assert!(restore(&to.db, &file).await.is_err(), "{length} of {}", whole.len());
        }
        std::fs::write(&file, &whole).unwrap();
        restore(&to.db, &file).await.unwrap();
    }
}
