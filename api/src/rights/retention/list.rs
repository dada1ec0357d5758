//! What the rules of retention have removed.

use actix_web::{HttpResponse, get, web};
use anyhow::Context;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use shared::wire::{RetentionRun, RetentionRuns};

use crate::auth::{HandleRights, Require};
use crate::db::Db;
use crate::entities::retention_runs::{Column, Entity, Model};
use crate::error::Error;

/// Runs shown.
const SHOWN: u64 = 60;

/// The runs of the rules of retention, one a day, with how much each rule removed or emptied.
#[utoipa::path(
    operation_id = "list_retention_runs",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    responses(
        (status = 200, description = "Newest first.", body = RetentionRuns, example = json!({ "items": [{
            "day": "2026-09-01", "started_at": "2026-09-01T00:12:00Z", "finished_at": "2026-09-01T00:12:03Z",
            "counts": { "documents": 3, "mails": 120 } }] })),
    )
)]
#[get("/retention_runs")]
pub(in crate::rights) async fn list_retention_runs(
    _staff: Require<HandleRights>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let rows = Entity::find().order_by_desc(Column::Day).limit(SHOWN).all(db.reader()).await?;
    let items = rows.into_iter().map(shown).collect::<Result<_, Error>>()?;
    Ok(HttpResponse::Ok().json(RetentionRuns { items }))
}

fn shown(row: Model) -> Result<RetentionRun, Error> {
    Ok(RetentionRun {
        day: row.day,
        started_at: row.started_at,
        finished_at: row.finished_at,
        counts: serde_json::from_value(row.counts).context("reading what a run removed")?,
    })
}
