//! Copies whose time is over, which go with their household, or which could not be made.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use shared::ids::HouseholdId;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::Db;
use crate::db::bulk::BATCH;
use crate::entities::exports::{Column, Entity, ExportState};
use crate::error::Error;
use crate::jobs::{Job, enqueue};
use crate::rights::export::Exporter;
use crate::storage::{Key, Storage};

/// The kind of the jobs that remove copies from the store.
pub const REMOVE_EXPORT: &str = "remove_export";
/// After this the worker has given up making one: it tries for less than half of it.
const HOPELESS: TimeDelta = TimeDelta::hours(24);

#[derive(Serialize, Deserialize)]
struct RemoveExport {
    key: String,
}

impl Exporter {
    /// Does one job of kind [`REMOVE_EXPORT`].
    ///
    /// # Errors
    ///
    /// When the store cannot be reached: to be tried again.
    pub async fn remove(storage: &Storage, job: Job) -> anyhow::Result<()> {
        let RemoveExport { key } = serde_json::from_value(job.payload)?;
        storage.delete(&Key(key)).await
    }
}

/// Removes the copies of a household; how many.
///
/// # Errors
///
/// Those of the database.
pub(in crate::rights) async fn remove_all_of(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    household: HouseholdId,
) -> Result<u64, Error> {
    remove(tx, clock, now, Condition::all().add(Column::HouseholdId.eq(household.0))).await
}

async fn remove(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    which: Condition,
) -> Result<u64, Error> {
    let rows = Entity::find()
        .filter(which)
        .filter(Column::State.ne(ExportState::Removed))
        .limit(BATCH)
        .all(tx)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let removed = Entity::update_many()
        .col_expr(Column::State, Expr::value(ExportState::Removed))
        .col_expr(Column::ObjectKey, Expr::value(None::<String>))
        .filter(Column::Id.is_in(ids))
        .exec(tx)
        .await?
        .rows_affected;
    for key in rows.into_iter().filter_map(|row| row.object_key) {
        enqueue(tx, clock, now, REMOVE_EXPORT, &RemoveExport { key }).await?;
    }
    Ok(removed)
}

/// Removes copies whose time is over, and says of those that the worker gave up that they failed; how many were removed.
///
/// # Errors
///
/// Those of the database.
pub(in crate::rights) async fn retire(db: &Db, clock: &Clock, now: DateTime<Utc>) -> Result<u64, Error> {
    db.write(async |tx| {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(ExportState::Failed))
            .filter(Column::State.eq(ExportState::Waiting))
            .filter(Column::AskedAt.lt(now - HOPELESS))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await?;
    let mut removed = 0;
    loop {
        let over = Condition::all().add(Column::ExpiresAt.lte(now));
        let batch = db.write(async |tx| remove(tx, clock, now, over.clone()).await).await?;
        if batch == 0 {
            return Ok(removed);
        }
        removed += batch;
    }
}
