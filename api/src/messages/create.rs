//! Writing to the referent of a child.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{Message, MessageSubmission};

use super::send;
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

/// Writes to the referent of a child: the school's, else the facility's of the slot, else of the first facility that
/// takes the child.
///
/// The message is kept and sent by mail; answers go to the guardian, who also receives a copy. The same
/// `Idempotency-Key` with the same body gets the same answer for seven days, and one mail.
#[utoipa::path(
    operation_id = "create_message",
    tag = "messages",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = MessageSubmission, example = json!({
        "child_id": "0197c9a2-0000-7000-8000-000000000001", "slot_id": "0197c9a2-0000-7000-8000-000000000002",
        "day": "2026-09-03", "body": "Bonjour, Lina peut-elle encore manger à la cantine jeudi ?" })),
    responses(
        (status = 201, description = "Kept, and queued for the referent.", body = Message,
            example = json!({ "id": "0197c9a2-0000-7000-8000-0000000000bb",
                "recipient": { "name": "Service périscolaire", "phone": "03 00 00 00 00",
                    "email": "periscolaire@commune.example" },
                "created_at": "2026-09-01T08:00:00Z" })),
        (status = 404, description = "`not_found`: no household of this account, or `child_id` or `slot_id` name \
            nothing it may know of."),
        (status = 422, description = "`invalid_value`: `body` is empty, longer than 2,000 characters or holds control \
            characters; `idempotency_key_reused`", body = Problem, content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#invalid_value", "title": "Invalid value", "status": 422,
                "code": "invalid_value",
                "errors": [{ "field": "body", "code": "too_long", "detail": "at most 2000 characters" }],
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
    )
)]
#[post("/households/{household_id}/messages")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_message(
    received: Received,
    signed_in: SignedIn,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<MessageSubmission>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let submission = MessageSubmission { body: send::checked(&body.0.body)?, ..body.0 };
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
        operation: "create_message",
        key: &key,
        request_hash: fingerprint(&(*household_id, &submission))?,
    };
    once(&db, &received, asked, async |tx| Ok((StatusCode::CREATED, send::send(tx, &by, &submission).await?)))
        .await
}
