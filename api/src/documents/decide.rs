//! Accepting and refusing a document.

use actix_web::{HttpResponse, put, web};
use chrono::{Months, NaiveDate};
use serde_json::json;
use shared::ids::{DocumentId, HouseholdId};
use shared::limits::{MAX_DOCUMENT_YEARS, MAX_REASON};
use shared::text::Lines;
use shared::wire::DocumentDecision;

use super::letters::{About, tell};
use super::{removal, scope, show, store};
use crate::auth::{CheckDocuments, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::documents;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received, required_text};
use crate::letters::Letters;
use crate::organisation::Snapshots;

/// Accepts a document, or refuses it with a reason that its guardians read by mail. What was accepted before for the same is
/// removed once a newer one is accepted. Staff may say until when it counts, where the document says another day than its
/// type. Administrators, agents, and referents for the families of their facilities.
#[utoipa::path(
    operation_id = "decide_document",
    tag = "documents",
    security(("access_token" = ["check_documents"])),
    params(
        ("document_id" = DocumentId, Path, description = "The document."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = DocumentDecision, example = json!({ "verdict": "refused", "reason": "La photo est floue." })),
    responses(
        (status = 204, description = "Decided."),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `reason` is `empty`, `too_long` or `invalid_characters`; \
            `expires_on` is `past` or `out_of_range`"),
    )
)]
#[put("/documents/{document_id}/decision")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn decide_document(
    received: Received,
    staff: Require<CheckDocuments>,
    id: web::Path<DocumentId>,
    version: IfMatch,
    body: Json<DocumentDecision>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (id, decision, now) = (*id, checked(body.0)?, received.at);
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let today = organisation.today(now);
        check_end(&decision, today)?;
        let found = scope::one(tx, &organisation, (&staff).into(), today, id).await?;
        let household = HouseholdId(found.row.household_id);
        lock_household(tx, household).await?;
        store::decide(tx, &found.row, version.0, &decision, now).await?;
        match &decision {
            DocumentDecision::Accepted { .. } => {
                let older = store::beside(tx, &found.row).await?;
                let accepted = |row: &&documents::Model| row.verdict == documents::Verdict::Accepted;
                for row in older.iter().filter(accepted).filter(|row| row.id < found.row.id) {
                    removal::remove(tx, &clock, now, row).await?;
                }
            }
            DocumentDecision::Refused { reason } => {
                tell(&letters, tx, now, &found, &About::Refused { reason }).await?;
            }
        }
        let deed = Deed {
            household: Some(household),
            ..Deed::by(&staff.signed_in, &received, ("document", id.0), "decided")
        };
        let before = show::document(&found.row, &organisation, today)?.state;
        record(tx, &clock, now, &deed, Some(json!(before)), Some(json!(decision))).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// With its reason as it is kept.
fn checked(decision: DocumentDecision) -> Result<DocumentDecision, Error> {
    let DocumentDecision::Refused { reason } = decision else { return Ok(decision) };
    Ok(DocumentDecision::Refused { reason: required_text("reason", &reason, Lines::Many, MAX_REASON)? })
}

/// What is accepted counts today, and not for ever by a slip of the hand.
fn check_end(decision: &DocumentDecision, today: NaiveDate) -> Result<(), Error> {
    let DocumentDecision::Accepted { expires_on: Some(expires_on) } = decision else { return Ok(()) };
    if *expires_on <= today {
        return Err(Error::invalid("expires_on", "past", "it would no longer count today"));
    }
    let latest = today.checked_add_months(Months::new(MAX_DOCUMENT_YEARS * 12));
    if latest.is_some_and(|latest| *expires_on > latest) {
        return Err(Error::invalid(
            "expires_on",
            "out_of_range",
            format!("at most {MAX_DOCUMENT_YEARS} years from today"),
        ));
    }
    Ok(())
}
