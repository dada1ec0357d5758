//! Closing one's account.

use actix_web::{HttpResponse, post, web};
use shared::problem::Problem;
use shared::wire::PasswordProof;

use super::letters::{About, Letters};
use super::proof::{Proof, still_signed_in};
use super::{cookie, store};
use crate::auth::{Passwords, SignedIn};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::mail::Addressee;

/// Closes the account: it cannot sign in any more and its address is free again; a mail says so.
///
/// Household, children, bookings and the other guardian stay as they are: they are the organisation's to keep or delete.
#[utoipa::path(
    operation_id = "close_current_account",
    tag = "accounts",
    security(("access_token" = [])),
    request_body = PasswordProof,
    responses(
        (status = 204, description = "Closed and signed out; the cookie is removed."),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `account` is `staff`: an administrator lets them go first", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/accounts/current/closing")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn close_current_account(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    body: Json<PasswordProof>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let proof = Proof { config: &config, db: &db, passwords: &passwords, address };
    let account = proof.of(signed_in.account_id, "password", body.0.password, received.at).await?;
    db.write(async |tx| {
        still_signed_in(tx, &account, &signed_in).await?;
        if store::is_staff(tx, account.id).await? {
            return Err(Error::invalid("account", "staff", "an administrator lets staff go first"));
        }
        let to = Addressee::of(tx, signed_in.account_id).await?;
        let about = About { template: "account_closed", link: None, email: &account.email };
        letters.queue(tx, received.at, &to, &about).await?;
        store::close(tx, account.id, received.at).await?;
        let done = Deed::to_own_account(&signed_in, &received, "closed");
        record(tx, &letters.clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().cookie(cookie::cleared(&config)).finish())
}
