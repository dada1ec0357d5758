//! What the worker does about rights of the person.

use std::sync::Arc;

use super::{Ground, letters};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::jobs::Handlers;
use crate::letters::Letters;
use crate::rights::{ERASE_HOUSEHOLD, Eraser, Exporter, MAKE_EXPORT, REMOVE_EXPORT, Retention};

/// The rules of retention, outside a worker.
///
/// # Errors
///
/// When a template is badly written.
pub fn retention(config: &Config, db: &Db, clock: &Clock) -> anyhow::Result<Retention> {
    Ok(retention_of(config, db, Arc::new(letters(config, clock)?)))
}

fn retention_of(config: &Config, db: &Db, letters: Arc<Letters>) -> Retention {
    Retention::new(db.clone(), config.retention.clone(), letters)
}

/// What the worker does about rights of the person.
pub(super) fn handlers(handlers: Handlers, ground: &Ground) -> Handlers {
    let Ground { config, db, storage, vault, letters, .. } = ground;
    let exporter =
        Exporter::new(db.clone(), storage.clone(), vault.clone(), letters.clone(), &config.retention);
    let eraser = Eraser::new(db.clone(), letters.clone());
    let retention = retention_of(config, db, letters.clone());
    let storage = storage.clone();
    handlers
        .on(MAKE_EXPORT, move |job| {
            let exporter = exporter.clone();
            async move { exporter.make(job).await }
        })
        .on(REMOVE_EXPORT, move |job| {
            let storage = storage.clone();
            async move { Exporter::remove(&storage, job).await }
        })
        .on(ERASE_HOUSEHOLD, move |job| {
            let eraser = eraser.clone();
            async move { eraser.work(job).await }
        })
        .clean("what has been kept for long enough", move || {
            let retention = retention.clone();
            async move { Ok(retention.run_daily().await.map(drop)?) }
        })
}
