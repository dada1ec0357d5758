//! Taking over a new mail address by the link that was sent there.

use actix_web::{HttpResponse, post, web};
use serde_json::json;
use shared::problem::Problem;
use shared::wire::{LinkFault, LinkToken};

use super::{links, store};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::account_links::LinkPurpose;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};

/// Signs in with the new address from now on. Devices stay signed in: the password is the same.
#[utoipa::path(
    operation_id = "confirm_address",
    tag = "account_links",
    request_body = LinkToken,
    responses(
        (status = 204, description = "The address counts."),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used` (also when another account has taken \
            the address since) or `expired`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/account_links/confirm_address")]
pub(super) async fn confirm_address(
    received: Received,
    body: Json<LinkToken>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    db.write(async |tx| {
        let link = links::usable(tx, &body.0.token, &[LinkPurpose::AddressChange], received.at).await?;
        links::use_up(tx, &link, received.at).await?;
        if store::by_email(tx, &link.email).await?.is_some() {
            return Err(Error::LinkUnusable { reason: LinkFault::Used });
        }
        let before = store::set_email(tx, link.account_id, &link.email).await?;
        // a link that went to the old address must not work any more
        links::end(tx, link.account_id, &links::OF_PASSWORDS, received.at).await?;
        let done = Deed::unsigned(&received.request_id, ("account", link.account_id), "address_changed");
        let [before, after] = [before, link.email].map(|email| Some(json!({ "email": email })));
        record(tx, &clock, received.at, &done, before, after).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
