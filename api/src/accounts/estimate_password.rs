//! How good a password is, while it is typed.

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::passwords::Strength;
use shared::wire::{PasswordEstimate, PasswordEstimateRequest};

use crate::accounts::letters::organisation;
use crate::auth::{ClientLimits, Passwords};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::letters::Letters;

/// Says how hard a password is to guess, and whether it would be taken.
///
/// By the same estimator that decides when it is set; its word lists are too heavy for a browser. Nothing is kept.
#[utoipa::path(
    operation_id = "estimate_password",
    tag = "passwords",
    request_body = PasswordEstimateRequest,
    responses(
        (status = 200, description = "The estimate.", body = PasswordEstimate,
            example = json!({ "strength": "weak", "fault": "too_guessable" })),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/passwords/estimate")]
pub(super) async fn estimate_password(
    request: HttpRequest,
    received: Received,
    body: Json<PasswordEstimateRequest>,
    limits: web::Data<ClientLimits>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    limits.estimates.pass(&request, received.at)?;
    let PasswordEstimateRequest { password, email } = body.0;
    let words = vec![email, organisation(&letters, db.reader()).await?];
    let (strength, fault): (Strength, _) = passwords.judge(&password, words).await?;
    Ok(HttpResponse::Ok().json(PasswordEstimate { strength, fault }))
}
