//! Sending a document.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, post, web};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{Document, DocumentSubmission};

use super::content::{Checks, Kept};
use super::{name, removal, show, store, submission};
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::digest::sha256_hex;
use crate::entities::documents::{Model, Verdict};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Query, Received, read_body};
use crate::idempotency::{IdempotencyKey, Once, REPLAYED, fingerprint, once};
use crate::organisation::Snapshots;
use crate::storage::{Key, Storage};

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
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each file.",
            example = "0197c9a2-8f5e-7d1c-9a53-3c1d0c5b7e12"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 201, description = "Received.", body = Document,
            headers(("Idempotency-Replayed" = Option<String>, description = "`true` when answered before.")),
            example = json!({ "id": "0197c9a2-0000-7000-8000-0000000000bb",
                "type_id": "0197c9a2-0000-7000-8000-0000000000aa",
                "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" }, "school_year": "2026-2027",
                "name": "attestation.pdf", "media_type": "application/pdf", "size": 48_213,
                "received_at": "2026-09-07T06:00:00Z", "state": { "code": "received" } })),
        (status = 400, description = "`malformed_body` (broken off), `invalid_parameter`, `idempotency_key_missing`",
            body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`not_permitted`: the account may only look.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no household of this account, or `type_id`, `guardian_id` or `child_id` \
            name nothing it may know of.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`idempotency_in_progress`", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`; `max_bytes` says how much is accepted.", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "`document_unusable`: the file cannot be taken, `reason` says why; `invalid_value`: \
            `guardian_id`, `child_id` or `school_year` is `missing` or `unexpected`, `school_year` is `over` or \
            `out_of_range`; `idempotency_key_reused`", body = Problem, content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#document_unusable", "title": "Document unusable", "status": 422,
                "code": "document_unusable", "params": { "reason": "heic" },
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
        (status = 503, description = "`unavailable`, with `Retry-After`", body = Problem,
            content_type = "application/problem+json"),
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
    config: web::Data<Config>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    storage: web::Data<Storage>,
    checks: web::Data<Checks>,
) -> Result<HttpResponse, Error> {
    let (household_id, submission) = (*household_id, query.0);
    if !household(db.reader(), signed_in.account_id, household_id).await?.may_book {
        return Err(Error::NotPermitted);
    }
    let organisation = snapshots.current(db.reader()).await?;
    let today = organisation.today(received.at);
    let kind = submission::checked(db.reader(), &organisation, household_id, &submission, today).await?;
    let file = read_body(&request, payload, config.documents.limit_bytes).await?;
    let request_hash = fingerprint(&(household_id, &submission, sha256_hex(&file)))?;
    let kept = checks.check(file, &kind.formats).await?;

    // first the content, then the row that names it: what breaks off in between leaves a content that is swept away
    let object = Key::new(&clock, received.at);
    storage.put(&object, kept.content.clone()).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the store of documents");
        Error::Unavailable
    })?;
    let row = row(&clock, &received, &signed_in, household_id, &submission, &kept, &object)?;
    let asked =
        Once { account_id: signed_in.account_id, operation: "create_document", key: &key, request_hash };
    let answer = once(&db, &received, asked, async |tx| {
        // the right may have been taken away while the file was on its way
        if !household(tx, signed_in.account_id, household_id).await?.may_book {
            return Err(Error::NotPermitted);
        }
        replace(tx, &clock, &received, &row).await?;
        Ok((StatusCode::CREATED, show::document(&row, &organisation, today)?))
    })
    .await;
    // what failed otherwise may have been written all the same: the sweep will look
    let is_nameless = match &answer {
        Ok(answer) => answer.headers().contains_key(REPLAYED),
        Err(error) => error.status_code().is_client_error(),
    };
    if is_nameless && let Err(error) = storage.delete(&object).await {
        tracing::warn!(error = format!("{error:#}"), "a content without a row, to be swept away");
    }
    answer
}

fn row(
    clock: &Clock,
    received: &Received,
    signed_in: &SignedIn,
    household: HouseholdId,
    submission: &DocumentSubmission,
    kept: &Kept,
    object: &Key,
) -> Result<Model, Error> {
    Ok(Model {
        id: clock.new_id(received.at),
        household_id: household.0,
        type_id: submission.type_id.0,
        guardian_id: submission.guardian_id.map(|id| id.0),
        child_id: submission.child_id.map(|id| id.0),
        school_year: submission.school_year.map(|year| year.to_string()),
        object_key: object.0.clone(),
        name: name::clean(&submission.name, kept.format),
        media_type: kept.format.media_type().to_owned(),
        size: i32::try_from(kept.content.len()).map_err(Error::internal)?,
        sha256: sha256_hex(&kept.content),
        received_at: received.at,
        received_by: signed_in.account_id.0,
        verdict: Verdict::None,
        reason: None,
        decided_at: None,
        reminded_at: None,
        expires_on: None,
        version: 1,
    })
}

/// Writes a document down in the place of those of the same kind that have not been accepted.
async fn replace(
    tx: &DatabaseTransaction,
    clock: &Clock,
    received: &Received,
    row: &Model,
) -> Result<(), Error> {
    let household_id = HouseholdId(row.household_id);
    lock_household(tx, household_id).await?;
    let mut replaced = Vec::new();
    for old in store::beside(tx, row).await?.iter().filter(|old| old.verdict != Verdict::Accepted) {
        removal::remove(tx, clock, received.at, old).await?;
        replaced.push(old.id);
    }
    store::insert(tx, row.clone()).await?;
    let deed = Deed {
        by: Some(row.received_by.into()),
        household: Some(household_id),
        request_id: &received.request_id,
        subject: ("document", row.id),
        action: "sent",
    };
    let before = (!replaced.is_empty()).then(|| json!({ "replaced": replaced }));
    let after = json!({ "type_id": row.type_id, "guardian_id": row.guardian_id, "child_id": row.child_id,
        "school_year": row.school_year, "media_type": row.media_type, "size": row.size, "sha256": row.sha256 });
    record(tx, clock, received.at, &deed, before, Some(after)).await
}
