//! Codes for the day the phone is lost.

use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::problem::Problem;
use shared::wire::{PasswordProof, RecoveryCodes};
use uuid::Uuid;

use super::check::plain;
use super::store;
use crate::accounts::letters::{About, Letters};
use crate::accounts::proof::{Proof, by_second_factor, still_signed_in};
use crate::auth::{Passwords, SignedIn};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::mail::Addressee;

/// How many there are.
const COUNT: usize = 10;
/// Letters and digits that are not taken for one another: 32, so that a byte maps evenly.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Makes new recovery codes; those before are of no use any more, and a mail says so.
#[utoipa::path(
    operation_id = "create_recovery_codes",
    tag = "second_factors",
    security(("access_token" = [])),
    request_body = PasswordProof,
    responses(
        (status = 201, description = "The codes, told once.", body = RecoveryCodes, example = json!({ "codes": ["3f7kq-9xw2m"] })),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`second_factor_missing`: this device signed in before there was one; sign in anew", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no second factor", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/accounts/current/second_factor/recovery_codes")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn create_recovery_codes(
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
    let codes = generate();
    db.write(async |tx| {
        still_signed_in(tx, &account, &signed_in).await?;
        if !store::is_confirmed(tx, account.id).await? {
            return Err(Error::NotFound);
        }
        by_second_factor(tx, &signed_in).await?;
        let to = Addressee::of(tx, signed_in.account_id).await?;
        let about = About { template: "recovery_codes", link: None, email: &account.email };
        letters.queue(tx, received.at, &to, &about).await?;
        keep(tx, &letters.clock, account.id, &codes, received.at).await?;
        let done = Deed::to_own_account(&signed_in, &received, "recovery_codes_made");
        record(tx, &letters.clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::Created().json(RecoveryCodes { codes }))
}

/// Fresh codes of two groups of five, 50 random bits each.
pub(super) fn generate() -> Vec<String> {
    let code = || {
        let bytes: [u8; 10] = rand::random();
        let letters: Vec<u8> = bytes.iter().map(|byte| LETTERS[usize::from(byte % 32)]).collect();
        letters.chunks(5).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
    };
    (0..COUNT).map(|_| code()).collect()
}

/// Keeps codes in place of those before.
pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    account_id: Uuid,
    codes: &[String],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let rows: Vec<_> = codes.iter().map(|code| (clock.new_id(now), plain(code))).collect();
    store::keep_codes(tx, account_id, &rows, now).await
}
