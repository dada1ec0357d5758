//! One request.

use actix_web::{HttpResponse, get, web};
use shared::ids::{HouseholdId, RequestId};
use shared::wire::RequestResult;

use super::{recorded, store};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;

/// A request of a household, with the outcome of each line as it was answered.
#[utoipa::path(
    operation_id = "get_request",
    tag = "requests",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("request_id" = RequestId, Path, description = "The request."),
    ),
    responses(
        (status = 200, description = "The request; `server_time_ms` is the instant it was judged at.",
            body = RequestResult,
            example = json!({ "server_time_ms": 1_788_249_600_000_i64,
                "request": { "id": "0197c9a2-0000-7000-8000-0000000000aa", "receipt_number": "R-2026-7K3QF9",
                    "submitted_at": "2026-09-01T08:00:00Z", "configuration_version": 3 },
                "outcomes": [{ "child_id": "0197c9a2-0000-7000-8000-000000000001",
                    "slot_id": "0197c9a2-0000-7000-8000-000000000002", "day": "2026-09-03", "action": "book",
                    "result": "refused", "refusals": [{ "code": "full", "cause": { "capacity": 40 } }] }] })),
        (status = 404, description = "`not_found`: no such request of a household of this account."),
    )
)]
#[get("/households/{household_id}/requests/{request_id}")]
pub(super) async fn get_request(
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, RequestId)>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let (household_id, request_id) = path.into_inner();
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, household_id).await?;
    let row = store::find(&tx, access.household_id, request_id).await?.ok_or(Error::NotFound)?;
    let lines = store::lines(&tx, request_id).await?;
    tx.commit().await?;

    let request = recorded::request(row)?;
    Ok(HttpResponse::Ok().json(RequestResult {
        server_time_ms: request.submitted_at.timestamp_millis(),
        request: Some(request),
        outcomes: lines.into_iter().map(recorded::outcome).collect::<Result<_, _>>()?,
    }))
}
