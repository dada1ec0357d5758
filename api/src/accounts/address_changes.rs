//! Asking for another mail address.

use actix_web::{HttpResponse, post, web};
use chrono::TimeDelta;
use shared::paths::CONFIRM_ADDRESS;
use shared::wire::AddressChangeRequest;

use super::letters::{About, write};
use super::links::{self, NewLink};
use super::proof::Prover;
use super::store;
use crate::auth::{Attempt, Throttle};
use crate::config::Config;
use crate::entities::account_links::LinkPurpose;
use crate::error::Error;
use crate::history::record;
use crate::http::Json;
use crate::letters::Letters;
use crate::mail::{Addressee, is_address, normalised};

/// Sends a link to the new address, and word of it to the present one, which counts until the link is used.
///
/// The answer is the same when another account has that address: nothing is sent there then.
#[utoipa::path(
    operation_id = "create_address_change",
    tag = "accounts",
    security(("access_token" = [])),
    request_body = AddressChangeRequest,
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `email` is `invalid_email` or \
            `same_address`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/accounts/current/address_changes")]
pub(super) async fn create_address_change(
    asking: Prover,
    body: Json<AddressChangeRequest>,
    config: web::Data<Config>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let email = normalised(&body.0.email);
    if !is_address(&email) {
        return Err(Error::invalid("email", "invalid_email", "no mail address"));
    }
    let proven = asking.prove("password", body.0.password).await?;
    let (account, now) = (&proven.account, proven.received.at);
    if account.email == email {
        return Err(Error::invalid("email", "same_address", "already the address of this account"));
    }
    let throttle = Throttle::new(&config.auth, Attempt::AddressChange, &account.email, proven.address.0);
    throttle.pass(&proven.db, now).await?;
    proven
        .write(async |tx| {
            // whether the new one is taken or not, the link before is of no use any more
            links::end(tx, account.id, &[LinkPurpose::AddressChange], now).await?;
            let present = Addressee::of(tx, account.id.into()).await?;
            let notice = About { template: "address_change_notice", link: None, email: &email };
            write(&letters, tx, now, &present, &notice).await?;
            if store::by_email(tx, &email).await?.is_some() {
                return Ok(());
            }
            let link = NewLink {
                id: letters.clock.new_id(now),
                account_id: account.id,
                purpose: LinkPurpose::AddressChange,
                email: &email,
                lifetime: TimeDelta::hours(letters.auth.address_link_hours.into()),
            };
            let (secret, expires_at) = links::issue(tx, now, &link).await?;
            let link = Some((CONFIRM_ADDRESS, &secret, expires_at));
            let to = Addressee { address: email.clone(), ..present };
            write(&letters, tx, now, &to, &About { template: "address_change", link, email: &email }).await?;
            record(tx, &letters.clock, now, &proven.deed("address_change_requested"), None, None).await
        })
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
