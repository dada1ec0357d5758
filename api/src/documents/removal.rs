//! Removing contents: with their row, by a job; and those that no row names, after a request or process broke off.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::store;
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::documents::Model;
use crate::error::Error;
use crate::jobs::{Job, enqueue};
use crate::storage::{Key, Storage};

/// The kind of the jobs that remove contents.
pub const REMOVE_CONTENT: &str = "remove_document_content";
/// How long a content may have no row: far longer than any request takes.
const NAMELESS: TimeDelta = TimeDelta::days(1);
/// Keys looked up in one statement.
const CHUNK: usize = 500;

#[derive(Serialize, Deserialize)]
struct RemoveContent {
    key: String,
}

/// Removes a document's row, and its content once that is committed.
pub(super) async fn remove(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    row: &Model,
) -> Result<(), Error> {
    store::delete(tx, row.id).await?;
    remove_later(tx, clock, now, &Key(row.object_key.clone())).await
}

/// Removes a content that no row names any more, once that is committed.
pub(super) async fn remove_later(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    key: &Key,
) -> Result<(), Error> {
    let payload = RemoveContent { key: key.0.clone() };
    enqueue(tx, clock, now, REMOVE_CONTENT, &payload).await?;
    Ok(())
}

/// Does one job of kind [`REMOVE_CONTENT`].
///
/// # Errors
///
/// When the store cannot be reached: to be tried again.
pub async fn remove_content(storage: &Storage, job: Job) -> anyhow::Result<()> {
    let RemoveContent { key } = serde_json::from_value(job.payload)?;
    storage.delete(&Key(key)).await
}

/// Removes contents older than a day that no row names; how many.
///
/// # Errors
///
/// When the store or the database cannot be reached.
pub async fn sweep(db: &Db, storage: &Storage, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let old: Vec<String> = storage.keys_before(now - NAMELESS).await?.into_iter().map(|key| key.0).collect();
    let mut removed = 0;
    for chunk in old.chunks(CHUNK) {
        for key in store::nameless(db.reader(), chunk).await? {
            storage.delete(&Key(key)).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
