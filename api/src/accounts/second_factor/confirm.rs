//! Confirming the secret: from now on signing in takes a code.

use actix_web::{HttpResponse, post, web};
use shared::wire::{RecoveryCodes, SecondFactorCode};

use super::check::plain;
use super::{recovery_codes, secret, store};
use crate::accounts::letters::{About, write};
use crate::accounts::sign_in_store;
use crate::auth::{Attempt, SignedIn, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::letters::Letters;
use crate::mail::Addressee;
use crate::vault::Vault;

/// Confirms the secret by a code of it; tells the recovery codes, once. Other devices are signed out, and a mail says that it
/// counts.
#[utoipa::path(
    operation_id = "confirm_second_factor",
    tag = "second_factors",
    security(("access_token" = [])),
    request_body = SecondFactorCode,
    responses(
        (status = 200, description = "It counts.", body = RecoveryCodes, example = json!({ "codes": ["3f7kq-9xw2m"] })),
        (status = 404, description = "`not_found`: no secret waits to be confirmed"),
        (status = 422, description = "`invalid_value`: `code` is `wrong_code`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/accounts/current/second_factor/confirm")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn confirm_second_factor(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    body: Json<SecondFactorCode>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let (account_id, now) = (signed_in.account_id.0, received.at);
    let to = Addressee::of(db.reader(), signed_in.account_id).await?;
    let throttle = Throttle::new(&config.auth, Attempt::Proof, &to.address, address.0);
    throttle.pass(&db, now).await?;
    let factor = store::of(db.reader(), account_id).await?.filter(|factor| factor.confirmed_at.is_none());
    let factor = factor.ok_or(Error::NotFound)?;
    let wrong = || Error::invalid("code", "wrong_code", "no code of this secret at this time");
    let step =
        secret::step(&vault, account_id, &factor.secret, &plain(&body.0.code), now)?.ok_or_else(wrong)?;
    let codes = recovery_codes::generate();
    db.write(async |tx| {
        if !store::confirm(tx, &factor, step, now).await? {
            return Err(wrong());
        }
        throttle.forgive(tx).await?;
        // who confirms goes on here; sign-ins from before, made with the password alone, end
        sign_in_store::by_second_factor(tx, signed_in.sign_in_id.0).await?;
        sign_in_store::revoke_all(tx, account_id, Some(signed_in.sign_in_id), now).await?;
        recovery_codes::keep(tx, &letters.clock, account_id, &codes, now).await?;
        let about = About { template: "second_factor_on", link: None, email: &to.address };
        write(&letters, tx, now, &to, &about).await?;
        let done = Deed::to_own_account(&signed_in, &received, "second_factor_on");
        record(tx, &letters.clock, now, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::Ok().json(RecoveryCodes { codes }))
}
