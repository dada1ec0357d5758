//! What the worker does about rights of the person.

use std::sync::Arc;

use super::{all_templates, letters};
use crate::clock::Clock;
use crate::config::{Config, vault_keys};
use crate::db::Db;
use crate::jobs::Handlers;
use crate::organisation::Snapshots;
use crate::rights::{
    ERASE_HOUSEHOLD, Eraser, Exporter, MAKE_EXPORT, REMOVE_EXPORT, Retention, RightsLetters,
};
use crate::storage::Storage;
use crate::vault::Vault;

/// The rules of retention, as the worker runs them.
///
/// # Errors
///
/// When a template is badly written.
pub fn retention(config: &Config, db: &Db, clock: &Clock) -> anyhow::Result<Retention> {
    let (rights, accounts) = (rights_letters(config, clock)?, letters(config, clock)?);
    Ok(Retention::new(db.clone(), config.retention.clone(), Arc::new(rights), Arc::new(accounts)))
}

fn rights_letters(config: &Config, clock: &Clock) -> anyhow::Result<RightsLetters> {
    let templates = Arc::new(all_templates(config)?);
    Ok(RightsLetters::new(config, clock.clone(), templates, Snapshots::default()))
}

/// What the worker does about rights of the person.
pub(super) fn handlers(
    handlers: Handlers,
    config: &Config,
    db: &Db,
    clock: &Clock,
) -> anyhow::Result<Handlers> {
    let storage = Storage::open(config)?;
    let letters = Arc::new(rights_letters(config, clock)?);
    let vault = Arc::new(Vault::new(&vault_keys(config)?)?);
    let exporter = Exporter::new(db.clone(), storage.clone(), vault, letters.clone(), &config.retention);
    let eraser = Eraser::new(db.clone(), letters);
    let retention = retention(config, db, clock)?;
    Ok(handlers
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
        }))
}
