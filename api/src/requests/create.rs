//! Submitting a request.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{RequestResult, RequestSubmission};

use super::submission;
use super::submit::submit;
use crate::auth::SignedIn;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::submitter::Submitter;
use crate::vault::Vault;

/// Submits additions and cancellations, and answers what became of each line.
///
/// Cancellations are decided first, then additions in the order sent, each line seeing those before. A refused line
/// refuses no other, unless `all_or_nothing` is set. Everything is decided by the instant of receipt. The request is
/// recorded under a receipt number and confirmed by mail, refusals included. The same `Idempotency-Key` with the same
/// body gets the same answer for seven days, and nothing is done twice.
#[utoipa::path(
    operation_id = "create_request",
    tag = "requests",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = RequestSubmission, example = json!({ "lines": [
        { "child_id": "0197c9a2-0000-7000-8000-000000000001", "slot_id": "0197c9a2-0000-7000-8000-000000000002",
            "day": "2026-09-03", "action": "book" },
        { "child_id": "0197c9a2-0000-7000-8000-000000000001", "slot_id": "0197c9a2-0000-7000-8000-000000000002",
            "day": "2026-09-04", "action": "cancel" },
    ] })),
    responses(
        (status = 201, description = "Recorded; `outcomes` says what became of each line.", body = RequestResult,
            example = json!({ "server_time_ms": 1_788_249_600_000_i64,
                "request": { "id": "0197c9a2-0000-7000-8000-0000000000aa", "receipt_number": "R-2026-7K3QF9",
                    "submitted_at": "2026-09-01T08:00:00Z", "configuration_version": 3 },
                "outcomes": [
                    { "child_id": "0197c9a2-0000-7000-8000-000000000001",
                        "slot_id": "0197c9a2-0000-7000-8000-000000000002", "day": "2026-09-03", "action": "book",
                        "result": "refused", "refusals": [{ "code": "deadline_passed", "at": "2026-09-01T07:00:00Z",
                            "contact": { "name": "Service périscolaire", "phone": "03 00 00 00 00" } }] },
                    { "child_id": "0197c9a2-0000-7000-8000-000000000001",
                        "slot_id": "0197c9a2-0000-7000-8000-000000000002", "day": "2026-09-04", "action": "cancel",
                        "result": "cancelled" },
                ] })),
        (status = 400, description = "`malformed_body`, `invalid_parameter`, `idempotency_key_missing`", body = Problem,
            content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#malformed_body", "title": "Malformed body", "status": 400,
                "code": "malformed_body",
                "errors": [{ "field": "lines[3].day", "code": "invalid_date", "detail": "input is out of range" }],
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
        (status = 403, description = "`not_permitted`: the account may look, but not book."),
        (status = 404, description = "`not_found`: no household of this account, or a line names a child or slot that \
            does not exist for it. Nothing is written.", body = Problem, content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#not_found", "title": "Not found", "status": 404,
                "code": "not_found",
                "errors": [{ "field": "lines[3].child_id", "code": "unknown", "detail": "no such child" }],
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
        (status = 422, description = "`too_many_lines`, `invalid_value`, `idempotency_key_reused`"),
    )
)]
#[post("/households/{household_id}/requests")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_request(
    received: Received,
    signed_in: SignedIn,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<RequestSubmission>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let submission = body.0;
    let days = submission::check(&submission)?;
    let by = Submitter {
        account_id: signed_in.account_id,
        household_id: *household_id,
        received: &received,
        clock: &clock,
        snapshots: &snapshots,
        vault: &vault,
        letters: &letters,
    };
    let asked = Once {
        account_id: signed_in.account_id,
        operation: "create_request",
        key: &key,
        request_hash: fingerprint(&(*household_id, &submission))?,
    };
    let work = async |tx: &_| Ok((StatusCode::CREATED, submit(tx, &by, &submission, days).await?));
    once(&db, &received, asked, work).await
}
