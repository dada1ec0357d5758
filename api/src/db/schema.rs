//! The state of the schema.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;

use super::Db;
use crate::migrations::Migrator;

impl Db {
    /// Migrations that are not yet applied.
    ///
    /// # Errors
    ///
    /// When the database cannot be read, or has migrations that this program does not know.
    pub async fn pending_migrations(&self) -> anyhow::Result<usize> {
        Ok(Migrator::get_pending_migrations(&self.writer).await?.len())
    }

    /// Checks that nothing is pending.
    ///
    /// # Errors
    ///
    /// When something is, with what to do.
    pub async fn require_schema(&self) -> anyhow::Result<()> {
        let pending = self.pending_migrations().await.context("reading the schema")?;
        ensure!(pending == 0, "the schema lacks {pending} migrations: run `ribambelle migrate`");
        Ok(())
    }

    /// Applies what is pending.
    ///
    /// # Errors
    ///
    /// When a migration fails; those before it stay applied.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        Migrator::up(&self.writer, None).await.context("migrating the database")
    }

    /// Undoes all migrations, for tests.
    ///
    /// # Errors
    ///
    /// When one cannot be undone.
    pub async fn undo_migrations(&self) -> anyhow::Result<()> {
        Migrator::down(&self.writer, None).await.context("undoing the migrations")
    }

    /// Applies what is pending, after copying a `SQLite` database that holds something into `backups`. Tells where the
    /// copy is, if one was made.
    ///
    /// # Errors
    ///
    /// When the copy or a migration fails.
    pub async fn migrate_after_backup(
        &self,
        backups: &Path,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Option<PathBuf>> {
        let applied = Migrator::get_applied_migrations(&self.writer).await?.len();
        let pending = self.pending_migrations().await?;
        let mut copy = None;
        if applied > 0 && pending > 0 && self.backend() == DbBackend::Sqlite {
            std::fs::create_dir_all(backups).with_context(|| format!("making {}", backups.display()))?;
            let file = backups.join(format!("before-migration-{}.sqlite", now.format("%Y%m%dT%H%M%S%6fZ")));
            self.copy_into(&file).await.context("backing up before migrating")?;
            copy = Some(file);
        }
        self.migrate().await?;
        Ok(copy)
    }

    async fn copy_into(&self, file: &Path) -> anyhow::Result<()> {
        let name = file.to_str().context("the name of the backup is not UTF-8")?;
        let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
        self.writer.execute_raw(vacuum).await?;
        Ok(())
    }
}
