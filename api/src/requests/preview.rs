//! Trying a request without sending it.

use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::wire::{RequestResult, RequestSubmission};

use super::judge::judge;
use super::submission;
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Answers what would become of each line if the request were submitted now. Nothing is written, no seat is held.
#[utoipa::path(
    operation_id = "preview_request",
    tag = "requests",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body(content = RequestSubmission, example = json!({ "all_or_nothing": true, "lines": [
        { "child_id": "0197c9a2-0000-7000-8000-000000000001", "slot_id": "0197c9a2-0000-7000-8000-000000000002",
            "day": "2026-09-03", "action": "book" },
    ] })),
    responses(
        (status = 200, description = "The outcomes, without a `request`.", body = RequestResult,
            example = json!({ "server_time_ms": 1_788_249_600_000_i64, "outcomes": [
                { "child_id": "0197c9a2-0000-7000-8000-000000000001",
                    "slot_id": "0197c9a2-0000-7000-8000-000000000002", "day": "2026-09-03", "action": "book",
                    "result": "booked" },
            ] })),
        (status = 403, description = "`not_permitted`: the account may look, but not book."),
        (status = 404, description = "`not_found`: as for `create_request`."),
        (status = 422, description = "`too_many_lines`, `invalid_value`"),
    )
)]
#[post("/households/{household_id}/requests/preview")]
pub(super) async fn preview_request(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    body: Json<RequestSubmission>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let submission = body.0;
    let days = submission::check(&submission)?;
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    access.require_booking()?;
    let judged =
        judge(&tx, (&snapshots, &vault), access.household_id, &submission, days, received.at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(RequestResult {
        request: None,
        server_time_ms: received.at.timestamp_millis(),
        outcomes: judged.outcomes,
    }))
}
