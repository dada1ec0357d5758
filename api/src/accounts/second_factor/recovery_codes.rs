//! Codes for the day the phone is lost.

use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::wire::{PasswordProof, RecoveryCodes};
use uuid::Uuid;

use super::check::plain;
use super::store;
use crate::accounts::letters::{About, write};
use crate::accounts::proof::{Prover, by_second_factor};
use crate::auth::readable;
use crate::clock::Clock;
use crate::error::Error;
use crate::history::record;
use crate::http::Json;
use crate::letters::Letters;
use crate::mail::Addressee;

/// How many there are.
const COUNT: usize = 10;

/// Makes new recovery codes; those before are of no use any more, and a mail says so.
#[utoipa::path(
    operation_id = "create_recovery_codes",
    tag = "second_factors",
    security(("access_token" = [])),
    request_body = PasswordProof,
    responses(
        (status = 201, description = "The codes, told once.", body = RecoveryCodes, example = json!({ "codes": ["3f7kq-9xw2m"] })),
        (status = 403, description = "`second_factor_missing`: this device signed in before there was one; sign in anew"),
        (status = 404, description = "`not_found`: no second factor"),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/accounts/current/second_factor/recovery_codes")]
pub(in crate::accounts) async fn create_recovery_codes(
    asking: Prover,
    body: Json<PasswordProof>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let proven = asking.prove("password", body.0.password).await?;
    let (account, now) = (&proven.account, proven.received.at);
    let codes = generate();
    proven
        .write(async |tx| {
            if !store::is_confirmed(tx, account.id).await? {
                return Err(Error::NotFound);
            }
            by_second_factor(tx, &proven.signed_in).await?;
            let to = Addressee::of(tx, account.id.into()).await?;
            let about = About { template: "recovery_codes", link: None, email: &account.email };
            write(&letters, tx, now, &to, &about).await?;
            keep(tx, &letters.clock, account.id, &codes, now).await?;
            record(tx, &letters.clock, now, &proven.deed("recovery_codes_made"), None, None).await
        })
        .await?;
    Ok(HttpResponse::Created().json(RecoveryCodes { codes }))
}

/// Fresh codes of two groups of five, 50 random bits each.
pub(super) fn generate() -> Vec<String> {
    (0..COUNT).map(|_| readable(2, 5)).collect()
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
