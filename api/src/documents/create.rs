//! Sending a document.

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{Document, DocumentSubmission};

use super::reception::{Reception, Sender, Sending};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::{Query, Received};
use crate::idempotency::IdempotencyKey;

/// Sends a document: the body is the file, whatever content type it names, as what it is is told by its content. PDF, JPEG,
/// PNG and WebP are taken, as far as its type takes them; pictures are turned upright and kept without what the camera wrote
/// into them.
///
/// What was sent before for the same and has not been accepted is replaced. What was accepted stays until staff accept this
/// one. The same `Idempotency-Key` with the same file gets the same answer for seven days.
#[utoipa::path(
    operation_id = "create_document",
    tag = "documents",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        DocumentSubmission,
        IdempotencyKey,
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 201, description = "Received.", body = Document,
            example = json!({ "id": "0197c9a2-0000-7000-8000-0000000000bb",
                "type_id": "0197c9a2-0000-7000-8000-0000000000aa",
                "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" }, "school_year": "2026-2027",
                "name": "attestation.pdf", "media_type": "application/pdf", "size": 48_213,
                "received_at": "2026-09-07T06:00:00Z", "state": { "code": "received" } })),
        (status = 403, description = "`not_permitted`: the account may only look."),
        (status = 404, description = "`not_found`: no household of this account, or `type_id`, `guardian_id` or `child_id` \
            name nothing it may know of."),
        (status = 422, description = "`document_unusable`: the file cannot be taken, `reason` says why; `invalid_value`: \
            `guardian_id`, `child_id` or `school_year` is `missing` or `unexpected`, `school_year` is `over` or \
            `out_of_range`; `idempotency_key_reused`", body = Problem, content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#document_unusable", "title": "Document unusable", "status": 422,
                "code": "document_unusable", "params": { "reason": "heic" },
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`: too many files of this account in a minute, or \
            at the same time."),
    )
)]
#[post("/households/{household_id}/documents")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_document(
    received: Received,
    signed_in: SignedIn,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    query: Query<DocumentSubmission>,
    request: HttpRequest,
    payload: web::Payload,
    reception: web::Data<Reception>,
) -> Result<HttpResponse, Error> {
    let sending = Sending {
        received: &received,
        account: signed_in.account_id,
        sender: Sender::Guardian,
        operation: "create_document",
        key: &key,
        household: *household_id,
        submission: &query.0,
    };
    reception.receive(&sending, &request, payload).await
}
