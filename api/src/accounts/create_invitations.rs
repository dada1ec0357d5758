//! Inviting families by their addresses.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::limits::MAX_INVITED;
use shared::wire::{InvitationReport, InvitationRequest};

use super::invite::invite;
use crate::auth::{InviteFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::history::By;
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::letters::Letters;

/// Invites families whom the organisation knows: a mail with a link to set their password.
///
/// Each address gets an outcome; one without an account, or with a password already, is left alone. Administrators and
/// agents.
#[utoipa::path(
    operation_id = "create_invitations",
    tag = "staff",
    security(("access_token" = ["invite_families"])),
    params(IdempotencyKey),
    request_body(content = InvitationRequest, example = json!({ "emails": ["claire.martin@example.org"] })),
    responses(
        (status = 201, description = "What became of each address.", body = InvitationReport,
            example = json!({ "items": [{ "email": "claire.martin@example.org", "outcome": "invited" }] })),
        (status = 403, description = "`invitations_closed`: parents create their accounts themselves"),
        (status = 422, description = "`invalid_value`: `emails` is `out_of_range`; `idempotency_key_reused`"),
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
    if !(1..=MAX_INVITED).contains(&emails.len()) {
        return Err(Error::invalid("emails", "out_of_range", format!("1 to {MAX_INVITED} addresses")));
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
