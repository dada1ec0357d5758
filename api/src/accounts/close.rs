//! Closing one's account.

use actix_web::{HttpResponse, post, web};
use shared::wire::PasswordProof;

use super::letters::{About, write};
use super::proof::Prover;
use super::{cookie, sign_up, store};
use crate::config::Config;
use crate::error::Error;
use crate::history::record;
use crate::http::Json;
use crate::letters::Letters;
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
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `account` is `staff`: an administrator lets them go first"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/accounts/current/closing")]
pub(super) async fn close_current_account(
    asking: Prover,
    body: Json<PasswordProof>,
    config: web::Data<Config>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let proven = asking.prove("password", body.0.password).await?;
    let (account, now) = (&proven.account, proven.received.at);
    proven
        .write(async |tx| {
            if store::is_staff(tx, account.id).await? {
                return Err(Error::invalid("account", "staff", "an administrator lets staff go first"));
            }
            let to = Addressee::of(tx, account.id.into()).await?;
            let about = About { template: "account_closed", link: None, email: &account.email };
            write(&letters, tx, now, &to, &about).await?;
            store::close(tx, account.id, now).await?;
            sign_up::end(tx, &account.email).await?;
            record(tx, &letters.clock, now, &proven.deed("closed"), None, None).await
        })
        .await?;
    Ok(HttpResponse::NoContent().cookie(cookie::cleared(&config)).finish())
}
