//! Doing without the second factor.

use actix_web::{HttpResponse, post, web};
use shared::problem::Problem;
use shared::wire::PasswordProof;

use super::store;
use crate::accounts::letters::{About, Letters};
use crate::accounts::proof::{Proof, by_second_factor, still_signed_in};
use crate::accounts::store::is_staff;
use crate::auth::{Passwords, SignedIn};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::mail::Addressee;

/// Removes the second factor and its recovery codes, confirmed or not; a mail says so when it counted.
#[utoipa::path(
    operation_id = "remove_second_factor",
    tag = "second_factors",
    security(("access_token" = [])),
    request_body = PasswordProof,
    responses(
        (status = 204, description = "Signing in takes no code any more."),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`second_factor_missing`: this device signed in before there was one; sign in anew", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `second_factor` is `needed`: staff keep it", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/accounts/current/second_factor/remove")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn remove_second_factor(
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
        if store::is_confirmed(tx, account.id).await? {
            by_second_factor(tx, &signed_in).await?;
        }
        if is_staff(tx, account.id).await? {
            return Err(Error::invalid("second_factor", "needed", "staff sign in with a second factor"));
        }
        if !store::remove(tx, account.id).await? {
            return Ok(());
        }
        let to = Addressee::of(tx, signed_in.account_id).await?;
        let about = About { template: "second_factor_off", link: None, email: &account.email };
        letters.queue(tx, received.at, &to, &about).await?;
        let done = Deed::to_own_account(&signed_in, &received, "second_factor_off");
        record(tx, &letters.clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
