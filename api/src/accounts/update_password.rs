//! Changing the password while signed in.

use actix_web::{HttpResponse, put, web};
use shared::problem::Problem;
use shared::wire::PasswordChange;

use super::letters::{About, Letters};
use super::new_password::{checked, set};
use super::proof::{Proof, still_signed_in};
use crate::auth::{Passwords, SignedIn};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::mail::Addressee;

/// Changes the password; all other devices are signed out, and a mail says so.
#[utoipa::path(
    operation_id = "update_password",
    tag = "accounts",
    security(("access_token" = [])),
    request_body = PasswordChange,
    responses(
        (status = 204, description = "Changed."),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `current_password` is `wrong_password`; `new_password` is \
            `too_short`, `too_long` or `too_guessable`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/accounts/current/password")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_password(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    body: Json<PasswordChange>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let PasswordChange { current_password, new_password } = body.0;
    let proof = Proof { config: &config, db: &db, passwords: &passwords, address };
    let account = proof.of(signed_in.account_id, "current_password", current_password, received.at).await?;
    let hash = checked(&db, &passwords, &letters, "new_password", new_password, &account.email).await?;
    db.write(async |tx| {
        still_signed_in(tx, &account, &signed_in).await?;
        set(tx, account.id, &hash, Some(signed_in.sign_in_id), received.at).await?;
        let to = Addressee::of(tx, signed_in.account_id).await?;
        let about = About { template: "password_changed", link: None, email: &account.email };
        letters.queue(tx, received.at, &to, &about).await?;
        let done = Deed::to_own_account(&signed_in, &received, "password_changed");
        record(tx, &letters.clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
