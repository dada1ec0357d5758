//! Taking over a new mail address by the link that was sent there.

use actix_web::{HttpResponse, post, web};
use serde_json::json;
use shared::wire::{AddressConfirmation, LinkFault};

use super::sign_in::MAX_PASSWORD;
use super::{links, store};
use crate::auth::{Attempt, Passwords, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::entities::account_links::LinkPurpose;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::letters::Letters;

/// What the history calls it.
pub(super) const ADDRESS_CHANGED: &str = "address_changed";

/// Signs in with the new address from now on. Devices stay signed in: the password is the same. It proves that whoever
/// confirms is who asked: the mail of an address typed by mistake goes to somebody else.
#[utoipa::path(
    operation_id = "confirm_address",
    tag = "account_links",
    request_body(content = AddressConfirmation,
        example = json!({ "token": "bm90IGEgc2VjcmV0", "password": "girafe tambour lundi orage" })),
    responses(
        (status = 204, description = "The address counts."),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `link_unusable`: `reason` is \
            `unknown`, `used` (also when another account has taken the address since) or `expired`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/account_links/confirm_address")]
pub(super) async fn confirm_address(
    received: Received,
    address: ClientAddress,
    body: Json<AddressConfirmation>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let AddressConfirmation { token, password } = body.0;
    let now = received.at;
    let link = links::usable(db.reader(), &token, &[LinkPurpose::AddressChange], now).await?;
    // counted by the link: a stranger who has it does not use up the tries of the owner
    let throttle = Throttle::new(&config.auth, Attempt::Proof, &link.id.to_string(), address.0);
    throttle.pass(&db, now).await?;
    let known = store::find(db.reader(), link.account_id).await?.and_then(|account| account.password_hash);
    if password.len() > MAX_PASSWORD || !passwords.verify(password, known).await? {
        return Err(Error::invalid("password", "wrong_password", "not the password of this account"));
    }
    db.write(async |tx| {
        throttle.forgive(tx).await?;
        // a password that was changed meanwhile has ended it
        let link = links::usable(tx, &token, &[LinkPurpose::AddressChange], now).await?;
        links::use_up(tx, &link, now).await?;
        if store::by_email(tx, &link.email).await?.is_some() {
            return Err(Error::LinkUnusable { reason: LinkFault::Used });
        }
        let before = store::set_email(tx, link.account_id, &link.email).await?;
        // a link that went to the old address must not work any more
        links::end(tx, link.account_id, &links::OF_PASSWORDS, now).await?;
        let done = Deed::unsigned(&received.request_id, ("account", link.account_id), ADDRESS_CHANGED);
        let [before, after] = [before, link.email].map(|email| Some(json!({ "email": email })));
        record(tx, &letters.clock, now, &done, before, after).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
