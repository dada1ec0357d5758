//! Accepting and refusing a document.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::documents::Verdict;
use shared::ids::{DocumentId, HouseholdId};
use shared::problem::Problem;

use super::letters::{About, Letters};
use super::{removal, scope, show, store};
use crate::auth::{CheckDocuments, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::documents;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;

/// Longest reason, in characters.
const MAX_REASON: usize = 500;

/// Accepts a document, or refuses it with a reason that its guardians read by mail. What was accepted before for the same is
/// removed once a newer one is accepted. Administrators, agents, and referents for the families of their facilities.
#[utoipa::path(
    operation_id = "decide_document",
    tag = "documents",
    security(("access_token" = [])),
    params(
        ("document_id" = DocumentId, Path, description = "The document."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = Verdict, example = json!({ "verdict": "refused", "reason": "La photo est floue." })),
    responses(
        (status = 204, description = "Decided."),
        (status = 400, description = "`malformed_body`, `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_not_permitted`, `second_factor_missing`", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `reason` is `empty`, `too_long` or `invalid_characters`", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with `Retry-After`", body = Problem,
            content_type = "application/problem+json"),
    )
)]
#[put("/documents/{document_id}/decision")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn decide_document(
    received: Received,
    staff: Require<CheckDocuments>,
    id: web::Path<DocumentId>,
    version: IfMatch,
    body: Json<Verdict>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (id, verdict, now) = (*id, checked(body.0)?, received.at);
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let today = organisation.today(now);
        let found = scope::one(tx, &organisation, (&staff).into(), today, id).await?;
        let household = HouseholdId(found.row.household_id);
        lock_household(tx, household).await?;
        store::decide(tx, id, version.0, &verdict, now).await?;
        match &verdict {
            Verdict::Accepted => {
                let older = store::beside(tx, &found.row).await?;
                let accepted = |row: &&documents::Model| row.verdict == documents::Verdict::Accepted;
                for row in older.iter().filter(accepted).filter(|row| row.id < found.row.id) {
                    removal::remove(tx, &clock, now, row).await?;
                }
            }
            Verdict::Refused { reason } => {
                letters.queue(tx, now, &found, &About::Refused { reason }).await?;
            }
        }
        let deed = Deed {
            household: Some(household),
            ..Deed::by(&staff.signed_in, &received, ("document", id.0), "decided")
        };
        let before = show::document(&found.row, &organisation, today)?.state;
        record(tx, &clock, now, &deed, Some(json!(before)), Some(json!(verdict))).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A reason in one piece, without blanks around it.
fn checked(verdict: Verdict) -> Result<Verdict, Error> {
    let Verdict::Refused { reason } = verdict else { return Ok(verdict) };
    let reason = reason.trim();
    let refuse = |code, detail: &str| Err(Error::invalid("reason", code, detail));
    if reason.is_empty() {
        return refuse("empty", "at least one character");
    }
    if reason.chars().count() > MAX_REASON {
        return refuse("too_long", &format!("at most {MAX_REASON} characters"));
    }
    if reason.chars().any(char::is_control) {
        return refuse("invalid_characters", "no control characters");
    }
    Ok(Verdict::Refused { reason: reason.to_owned() })
}
