//! Doing without the second factor.

use actix_web::{HttpResponse, post, web};
use shared::wire::PasswordProof;

use super::store;
use crate::accounts::letters::{About, write};
use crate::accounts::proof::{Prover, by_second_factor};
use crate::accounts::store::is_staff;
use crate::error::Error;
use crate::history::record;
use crate::http::Json;
use crate::letters::Letters;
use crate::mail::Addressee;

/// Removes the second factor and its recovery codes, confirmed or not; a mail says so when it counted.
#[utoipa::path(
    operation_id = "remove_second_factor",
    tag = "second_factors",
    security(("access_token" = [])),
    request_body = PasswordProof,
    responses(
        (status = 204, description = "Signing in takes no code any more."),
        (status = 403, description = "`second_factor_missing`: this device signed in before there was one; sign in anew"),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `second_factor` is `needed`: staff keep it"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/accounts/current/second_factor/remove")]
pub(in crate::accounts) async fn remove_second_factor(
    asking: Prover,
    body: Json<PasswordProof>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let proven = asking.prove("password", body.0.password).await?;
    let (account, now) = (&proven.account, proven.received.at);
    proven
        .write(async |tx| {
            if store::is_confirmed(tx, account.id).await? {
                by_second_factor(tx, &proven.signed_in).await?;
            }
            if is_staff(tx, account.id).await? {
                return Err(Error::invalid("second_factor", "needed", "staff sign in with a second factor"));
            }
            if !store::remove(tx, account.id).await? {
                return Ok(());
            }
            let to = Addressee::of(tx, account.id.into()).await?;
            let about = About { template: "second_factor_off", link: None, email: &account.email };
            write(&letters, tx, now, &to, &about).await?;
            record(tx, &letters.clock, now, &proven.deed("second_factor_off"), None, None).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
