//! The database: one handle with readers and, on `SQLite`, one writer beside them.
//!
//! Every write goes through [`Db::write`]: `BEGIN IMMEDIATE` on `SQLite`, `READ COMMITTED` on `PostgreSQL`.

pub mod bulk;
mod connect;
mod schema;
mod statements;

use std::time::Duration;

use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

pub use statements::{Statements, count_statements};

use crate::error::Error;

/// How often a transaction that lost a deadlock or a serialisation is tried again before the client is told.
const RETRIES: u32 = 5;

/// A handle on the database; clones share its connections.
#[derive(Clone)]
pub struct Db {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
    statements: Statements,
}

impl Db {
    /// The connection for single reads outside a transaction. On `SQLite` it cannot write.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.readers.get_database_backend()
    }

    /// Statements sent by requests so far, `BEGIN` and `COMMIT` not counted.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.total()
    }

    /// A transaction that sees one state of the database throughout and writes nothing.
    ///
    /// # Errors
    ///
    /// When no connection is to be had.
    pub async fn read_tx(&self) -> Result<DatabaseTransaction, Error> {
        let options = match self.backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
            _ => TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
            },
        };
        Ok(self.readers.begin_with_options(options).await?)
    }

    /// Runs `work` in a transaction that writes: committed when it answers `Ok`, rolled back otherwise. A
    /// transaction that the database chose to end (deadlock, serialisation) is run again, so `work` must not act
    /// outside the transaction.
    ///
    /// # Errors
    ///
    /// Those of `work`; [`Error::Unavailable`] when the database is too busy.
    pub async fn write<T>(
        &self,
        work: impl AsyncFn(&DatabaseTransaction) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut attempt = 0;
        loop {
            let result = self.write_once(&work).await;
            attempt += 1;
            match result {
                Err(Error::Retryable(reason)) if attempt <= RETRIES => {
                    tracing::warn!(attempt, %reason, "the database ended a transaction, running it again");
                    tokio::time::sleep(Duration::from_millis(10 * u64::from(attempt * attempt))).await;
                }
                Err(Error::Retryable(reason)) => {
                    tracing::error!(%reason, "gave up a transaction");
                    return Err(Error::Unavailable);
                }
                other => return other,
            }
        }
    }

    /// The connection for one statement that writes and is its own transaction: the shortest way to make something
    /// durable. What takes more than one statement goes through [`Db::write`].
    #[must_use]
    pub fn single_write(&self) -> &DatabaseConnection {
        &self.writer
    }

    async fn write_once<T>(
        &self,
        work: &impl AsyncFn(&DatabaseTransaction) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let tx = self.begin_write().await?;
        match work(&tx).await {
            Ok(done) => {
                tx.commit().await?;
                Ok(done)
            }
            Err(refused) => {
                if let Err(error) = tx.rollback().await {
                    tracing::warn!(%error, "rolling back");
                }
                Err(refused)
            }
        }
    }

    async fn begin_write(&self) -> Result<DatabaseTransaction, Error> {
        let options = match self.backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::ReadCommitted),
                access_mode: Some(AccessMode::ReadWrite),
                sqlite_transaction_mode: None,
            },
            _ => TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            },
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Closes all connections, waiting for those in use.
    pub async fn close(&self) {
        for connection in [&self.readers, &self.writer] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match code(&error).as_deref() {
            // PostgreSQL: serialization_failure, deadlock_detected; unique_violation, when somebody else wrote the same just
            // now: run again, what is there is seen
            Some("40001" | "40P01" | "23505") => return Self::Retryable(error.to_string()),
            // PostgreSQL: lock_not_available, query_canceled, too_many_connections, admin_shutdown, cannot_connect_now
            // SQLite: SQLITE_BUSY, after having waited for the writer of another process
            Some("55P03" | "57014" | "53300" | "57P01" | "57P03" | "5") => {
                tracing::warn!(%error, "the database is busy");
                return Self::Unavailable;
            }
            _ => {}
        }
        match error {
            DbErr::ConnectionAcquire(reason) => {
                tracing::warn!(%reason, "no database connection");
                Self::Unavailable
            }
            DbErr::Conn(reason) => {
                tracing::error!(%reason, "the database cannot be reached");
                Self::Unavailable
            }
            other => Self::Internal(other.into()),
        }
    }
}

/// The database's own code of an error.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    Some(inner.as_database_error()?.code()?.into_owned())
}

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};

    use super::*;
    use crate::entities::sign_in_throttles::{ActiveModel, Column, Entity};
    use crate::testing::{World, at};

    async fn insert(tx: &impl ConnectionTrait, key: &str, when: &str) {
        let row =
            ActiveModel { key: Set(key.to_owned()), failures: Set(1), window_started_at: Set(at(when)) };
        Entity::insert(row).exec_without_returning(tx).await.unwrap();
    }

    #[actix_web::test]
    async fn instants_keep_their_microseconds_and_their_order() {
        let world = World::new().await;
        let instants = [
            "2027-03-01T09:59:59.999999Z",
            "2027-03-01T10:00:00Z",
            "2027-03-01T10:00:00.000001Z",
            "2027-03-01T10:00:00.1Z",
            "2027-03-01T10:00:00.100001Z",
            "2027-03-01T10:00:01Z",
        ];
        world
            .db
            .write(async |tx| {
                for instant in instants.iter().rev() {
                    insert(tx, instant, instant).await;
                }
                Ok(())
            })
            .await
            .unwrap();
        let rows = Entity::find().order_by_asc(Column::WindowStartedAt).all(world.db.reader()).await.unwrap();
        let read: Vec<_> = rows.iter().map(|row| row.window_started_at).collect();
        assert_eq!(read, instants.map(at));
        assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), instants);
    }

    #[actix_web::test]
    async fn a_refused_write_leaves_nothing_and_readers_cannot_write() {
        let world = World::new().await;
        let refused = world
            .db
            .write(async |tx| {
                insert(tx, "a", "2027-03-01T10:00:00Z").await;
                Err::<(), _>(Error::NotFound)
            })
            .await;
        assert!(matches!(refused, Err(Error::NotFound)));
        assert_eq!(Entity::find().all(world.db.reader()).await.unwrap(), []);
        assert!(world.db.reader().execute_unprepared("DELETE FROM jobs").await.is_err());
    }

    #[actix_web::test]
    async fn what_the_database_ended_is_run_again_and_in_the_end_told() {
        let world = World::new().await;
        let runs = std::cell::Cell::new(0);
        let run = async |failures: u32| {
            runs.set(0);
            let work = async |_: &DatabaseTransaction| {
                runs.set(runs.get() + 1);
                if runs.get() <= failures { Err(Error::Retryable("deadlock".to_owned())) } else { Ok(()) }
            };
            world.db.write(work).await
        };
        assert!(run(2).await.is_ok());
        assert_eq!(runs.get(), 3);
        assert!(matches!(run(u32::MAX).await, Err(Error::Unavailable)));
        assert_eq!(runs.get(), RETRIES + 1);
    }

    #[actix_web::test]
    async fn statements_are_counted_per_request() {
        let world = World::new().await;
        let before = world.db.statements();
        Entity::find().all(world.db.reader()).await.unwrap();
        assert_eq!(world.db.statements(), before, "outside a request");
        let reads = async {
            Entity::find().all(world.db.reader()).await.unwrap();
            let tx = world.db.read_tx().await.unwrap();
            Entity::find().all(&tx).await.unwrap();
        };
        assert_eq!(count_statements(reads).await.1, 2);
        assert_eq!(world.db.statements(), before + 2);
    }
}
