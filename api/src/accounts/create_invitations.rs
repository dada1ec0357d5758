//! Inviting families by their addresses.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::problem::Problem;
use shared::wire::{InvitationReport, InvitationRequest};

use super::invite::invite;
use super::letters::Letters;
use crate::auth::{InviteFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::history::By;
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};

/// The most addresses at once.
const MAX_ADDRESSES: usize = 500;

/// Invites families whom the organisation knows: a mail with a link to set their password.
///
/// Each address gets an outcome; one without an account, or with a password already, is left alone. Administrators and
/// agents.
#[utoipa::path(
    operation_id = "create_invitations",
    tag = "staff",
    security(("access_token" = [])),
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each request.",
        example = "0197c9a2-8f5e-7d1c-9a53-3c1d0c5b7e12")),
    request_body(content = InvitationRequest, example = json!({ "emails": ["claire.martin@example.org"] })),
    responses(
        (status = 201, description = "What became of each address.", body = InvitationReport,
            headers(("Idempotency-Replayed" = Option<String>, description = "`true` when answered before.")),
            example = json!({ "items": [{ "email": "claire.martin@example.org", "outcome": "invited" }] })),
        (status = 400, description = "`malformed_body`, `idempotency_key_missing`, `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_not_permitted`, `second_factor_missing`, `invitations_closed`: parents create their accounts themselves", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`idempotency_in_progress`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `emails` is `out_of_range`; `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/invitations")]
pub(super) async fn create_invitations(
    received: Received,
    staff: Require<InviteFamilies>,
    key: IdempotencyKey,
    body: Json<InvitationRequest>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let emails = body.0.emails;
    if !(1..=MAX_ADDRESSES).contains(&emails.len()) {
        return Err(Error::invalid("emails", "out_of_range", format!("1 to {MAX_ADDRESSES} addresses")));
    }
    let account_id = staff.signed_in.account_id;
    let by = By { account_id: Some(account_id), request_id: &received.request_id };
    let asked =
        Once { account_id, operation: "create_invitations", key: &key, request_hash: fingerprint(&emails)? };
    once(&db, &received, asked, async |tx| {
        let items = invite(tx, &letters, received.at, by, &emails).await?;
        Ok((StatusCode::CREATED, InvitationReport { items }))
    })
    .await
}
