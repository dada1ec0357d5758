//! Opening the database.

use std::time::Duration;

use anyhow::{Context, bail};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use tracing::log::LevelFilter;

use super::Db;
use super::statements::Statements;
use crate::config::{Config, DatabaseConfig};

/// Slower statements are logged.
const SLOW: Duration = Duration::from_secs(1);

impl Db {
    /// Opens the database that the settings name; a missing `SQLite` file is made.
    ///
    /// # Errors
    ///
    /// When it cannot be reached.
    pub async fn connect(config: &Config) -> anyhow::Result<Self> {
        let url = config.database_url();
        if url.starts_with("sqlite:") {
            Self::sqlite(&url, &config.database).await.context("opening the SQLite database")
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::postgres(&url, &config.database).await.context("connecting to PostgreSQL")
        } else {
            bail!("database.url: must start with sqlite: or postgres:")
        }
    }

    async fn sqlite(url: &str, settings: &DatabaseConfig) -> anyhow::Result<Self> {
        let file = url.trim_start_matches("sqlite:").trim_start_matches("//");
        let file = file.split('?').next().unwrap_or(file);
        if let Some(folder) = std::path::Path::new(file).parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        }
        let wait = Duration::from_secs(settings.wait_seconds);
        let mut writer = options(url, settings);
        writer.max_connections(1).map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .foreign_keys(true)
                .busy_timeout(wait)
        });
        let mut readers = options(url, settings);
        readers.max_connections(settings.max_connections).map_sqlx_sqlite_opts(move |sqlite| {
            sqlite.foreign_keys(true).busy_timeout(wait).pragma("query_only", "ON")
        });
        // the writer first: it makes the file and turns the journal to WAL
        let writer = Database::connect(writer).await?;
        let readers = Database::connect(readers).await?;
        Ok(Self::new(readers, writer))
    }

    async fn postgres(url: &str, settings: &DatabaseConfig) -> anyhow::Result<Self> {
        let mut both = options(url, settings);
        let statement = format!("{}s", settings.statement_timeout_seconds);
        let lock = format!("{}s", settings.wait_seconds);
        both.max_connections(settings.max_connections)
            // All at once, in the runtime that outlives the threads that answer requests.
            .min_connections(settings.max_connections)
            .test_before_acquire_if_idle_for(Duration::from_secs(15))
            .set_application_name("ribambelle")
            .map_sqlx_postgres_opts(move |postgres| {
                postgres.options([
                    ("statement_timeout", statement.as_str()),
                    ("lock_timeout", lock.as_str()),
                    ("idle_in_transaction_session_timeout", "120s"),
                    ("TimeZone", "UTC"),
                ])
            });
        let pool = Database::connect(both).await?;
        Ok(Self::new(pool.clone(), pool))
    }

    fn new(mut readers: DatabaseConnection, mut writer: DatabaseConnection) -> Self {
        let statements = Statements::default();
        for connection in [&mut readers, &mut writer] {
            let statements = statements.clone();
            connection.set_metric_callback(move |_| statements.count());
        }
        Self { readers, writer, statements }
    }
}

fn options(url: &str, settings: &DatabaseConfig) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .acquire_timeout(Duration::from_secs(settings.wait_seconds))
        .connect_timeout(Duration::from_secs(settings.wait_seconds))
        // Connections live as long as the pool. With a limit the pool looks through its idle ones now and then, and in
        // sqlx 0.9.0 that look may never end when another thread returns one meanwhile: a thread at 100 %, a stop that
        // never comes (sqlx issue 3645, mended after 0.9.0).
        .idle_timeout(None)
        .max_lifetime(None)
        .sqlx_logging_level(LevelFilter::Trace)
        .sqlx_slow_statements_logging_settings(LevelFilter::Warn, SLOW);
    options
}
