//! The worker makes a copy: reads everything at one instant, packs it into the store, then says so.

use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::household::{self, HouseholdCopy};
use super::pack::{Document, pack};
use crate::config::RetentionConfig;
use crate::db::Db;
use crate::entities::exports::{Column, Entity, ExportState, Model};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::jobs::Job;
use crate::letters::Letters;
use crate::rights::letters::{About, tell};
use crate::storage::{Key, Storage};
use crate::vault::Vault;

/// The kind of the jobs that make copies.
pub const MAKE_EXPORT: &str = "make_export";
/// What the copy is called in the zip.
const HOUSEHOLD: &str = "household.json";

/// What such a job names.
#[derive(Serialize, Deserialize)]
pub(super) struct MakeExport {
    pub(super) export_id: Uuid,
}

/// Makes copies.
#[derive(Clone)]
pub struct Exporter {
    db: Db,
    storage: Storage,
    vault: Arc<Vault>,
    letters: Arc<Letters>,
    kept: TimeDelta,
}

impl Exporter {
    /// As the settings ask.
    #[must_use]
    pub fn new(
        db: Db,
        storage: Storage,
        vault: Arc<Vault>,
        letters: Arc<Letters>,
        settings: &RetentionConfig,
    ) -> Self {
        Self { db, storage, vault, letters, kept: TimeDelta::days(settings.export_days.into()) }
    }

    /// Does one job of kind [`MAKE_EXPORT`]. Done again it does nothing; what a try that broke off left in the store is
    /// swept as nameless.
    ///
    /// # Errors
    ///
    /// When the store or the database cannot be reached: to be tried again.
    pub async fn make(&self, job: Job) -> anyhow::Result<()> {
        let MakeExport { export_id } = serde_json::from_value(job.payload)?;
        let row = Entity::find_by_id(export_id).one(self.db.reader()).await?.context("the export is gone")?;
        if row.state != ExportState::Waiting {
            return Ok(());
        }
        let now = self.letters.clock.now();
        let (copy, documents) = self.read(&row).await.map_err(Error::into_report)?;
        let text = serde_json::to_vec_pretty(&copy).context("writing JSON")?;
        let key = Key::of_export(&self.letters.clock, now);
        let size = pack((&self.storage, &self.vault), &key, (HOUSEHOLD, text), &documents).await?;
        let kept = self.finish(&row, &copy, &key, size).await.map_err(Error::into_report);
        if !matches!(kept, Ok(true)) {
            self.storage.delete(&key).await?;
        }
        kept.map(drop)
    }

    /// Everything as it is at one instant, and where the documents are.
    async fn read(&self, row: &Model) -> Result<(HouseholdCopy, Vec<Document>), Error> {
        let tx = self.db.read_tx().await?;
        let organisation = self.letters.snapshots.current(&tx).await?;
        let now = self.letters.clock.now();
        let read = household::read(&tx, &self.vault, &organisation, row, now).await?;
        tx.commit().await?;
        Ok(read)
    }

    /// Of two workers, one finishes; nothing is finished for a household that was erased meanwhile.
    async fn finish(&self, row: &Model, copy: &HouseholdCopy, key: &Key, size: u64) -> Result<bool, Error> {
        let now = self.letters.clock.now();
        let until = now + self.kept;
        let size = i64::try_from(size).map_err(Error::internal)?;
        self.db
            .write(async |tx| {
                let written = Entity::update_many()
                    .col_expr(Column::State, Expr::value(ExportState::Ready))
                    .col_expr(Column::ReadyAt, Expr::value(Some(now)))
                    .col_expr(Column::ExpiresAt, Expr::value(Some(until)))
                    .col_expr(Column::ObjectKey, Expr::value(Some(key.0.as_str())))
                    .col_expr(Column::Size, Expr::value(Some(size)))
                    .filter(Column::Id.eq(row.id))
                    .filter(Column::State.eq(ExportState::Waiting))
                    .exec(tx)
                    .await?;
                if written.rows_affected == 0 {
                    return Ok(false);
                }
                for child in copy.children() {
                    let deed = Deed {
                        by: Some(row.account_id.into()),
                        household: Some(row.household_id.into()),
                        request_id: MAKE_EXPORT,
                        subject: ("child", child),
                        action: "health_exported",
                    };
                    record(tx, &self.letters.clock, now, &deed, None, None).await?;
                }
                tell(&self.letters, tx, now, row.account_id, About::ExportReady { until }).await?;
                Ok(true)
            })
            .await
    }
}
