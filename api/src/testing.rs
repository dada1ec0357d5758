//! What unit tests of the infrastructure stand on: a migrated `SQLite` database in a folder of its own, and a clock that
//! stands still. Tests through the public doors, on both databases, are in the `tests` crate.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait};
use shared::ids::AccountId;
use tempfile::TempDir;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::entities::accounts;

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) config: Config,
    pub(crate) db: Db,
    pub(crate) clock: Clock,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
        let db = Db::connect(&config).await.unwrap();
        db.migrate().await.unwrap();
        Self { folder, config, db, clock: Clock::standing_at(at("2027-03-01T10:00:00Z")) }
    }

    /// An account without a password.
    pub(crate) async fn account(&self, email: &str) -> AccountId {
        let now = self.clock.now();
        let id = self.clock.new_id(now);
        let row = accounts::ActiveModel {
            id: Set(id),
            email: Set(email.to_owned()),
            password_hash: Set(None),
            locale: Set("fr".to_owned()),
            created_at: Set(now),
            version: Set(1),
            closed_at: Set(None),
        };
        self.db
            .write(async |tx| {
                accounts::Entity::insert(row.clone()).exec_without_returning(tx).await?;
                Ok(())
            })
            .await
            .unwrap();
        id.into()
    }
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
