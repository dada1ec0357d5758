//! What server and worker stand on, read once for both.

use std::sync::Arc;

use super::{tried_templates, vault};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::letters::Letters;
use crate::mail::Templates;
use crate::organisation::Snapshots;
use crate::storage::Storage;
use crate::vault::Vault;

/// Settings, and what they name.
#[derive(Clone)]
pub struct Ground {
    pub(crate) config: Arc<Config>,
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(super) storage: Storage,
    pub(super) vault: Arc<Vault>,
    pub(super) snapshots: Snapshots,
    pub(super) templates: Arc<Templates>,
    pub(super) letters: Arc<Letters>,
}

impl Ground {
    /// As the settings ask.
    ///
    /// # Errors
    ///
    /// When a template could not be filled, or keys or storage are badly named.
    pub fn new(config: Config, db: Db, clock: Clock) -> anyhow::Result<Self> {
        let (templates, snapshots) = (Arc::new(tried_templates(&config)?), Snapshots::default());
        let letters = Letters::new(&config, clock.clone(), templates.clone(), snapshots.clone());
        Ok(Self {
            storage: Storage::open(&config)?,
            vault: Arc::new(vault(&config)?),
            letters: Arc::new(letters),
            config: Arc::new(config),
            db,
            clock,
            snapshots,
            templates,
        })
    }
}
