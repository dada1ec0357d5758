//! `ribambelle import`: an organisation and its families from files, in one transaction, repeatable.

mod command;

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::toml_file::Findings;
use crate::{families, organisation};

pub use command::ImportCommand;

/// The files of an import.
#[derive(Clone, Debug)]
pub struct Files {
    /// The organisation's configuration.
    pub config: PathBuf,
    /// Families to register, if any.
    pub families: Option<PathBuf>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The version in force.
    pub version: u32,
    /// Whether the configuration said something new.
    pub is_new: bool,
    /// Households in the families' file.
    pub households: usize,
}

/// An import was not done; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The files say something that cannot be.
    #[error(transparent)]
    Files(#[from] Findings),
    /// The database refused.
    #[error(transparent)]
    Database(Error),
}

/// Imports the files in one transaction.
///
/// # Errors
/// Everything wrong in a file, with line and field; those of the database. Nothing is written then.
pub async fn run(db: &Db, clock: &Clock, files: &Files) -> Result<Imported, ImportError> {
    let imported = db.write(async |tx| apply(tx, clock, files).await).await;
    imported.map_err(|error| match error {
        Error::Internal(error) => match error.downcast::<Findings>() {
            Ok(findings) => ImportError::Files(findings),
            Err(error) => ImportError::Database(Error::Internal(error)),
        },
        error => ImportError::Database(error),
    })
}

async fn apply(tx: &impl ConnectionTrait, clock: &Clock, files: &Files) -> Result<Imported, Error> {
    // Seats are counted again below: nobody may book meanwhile. On SQLite the transaction is alone already.
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = "LOCK TABLE bookings IN SHARE ROW EXCLUSIVE MODE";
        tx.execute_raw(Statement::from_string(DbBackend::Postgres, lock)).await?;
    }
    let applied = organisation::apply(tx, clock, &files.config).await?;
    let households = match &files.families {
        None => 0,
        Some(path) => families::register(tx, clock, path, &applied.organisation, &applied.identities).await?,
    };
    organisation::count_seats(tx, &applied.organisation).await?;
    Ok(Imported { version: applied.organisation.version, is_new: applied.is_new, households })
}
