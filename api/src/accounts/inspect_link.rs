//! What the link of a mail is for, before it is used.

use actix_web::{HttpRequest, HttpResponse, post, web};
use sea_orm::Iterable;
use shared::wire::{AccountLink, LinkPurpose, LinkToken};

use super::links;
use crate::auth::ClientLimits;
use crate::db::Db;
use crate::entities::account_links;
use crate::error::Error;
use crate::http::{Json, Received};

/// Says what a link is for and for which address, without using it.
#[utoipa::path(
    operation_id = "inspect_account_link",
    tag = "account_links",
    request_body = LinkToken,
    responses(
        (status = 200, description = "It can be used.", body = AccountLink, example = json!({
            "purpose": "invitation", "email": "claire.martin@example.org", "expires_at": "2027-03-15T10:00:00Z" })),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used` or `expired`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/account_links/inspect")]
pub(super) async fn inspect_account_link(
    request: HttpRequest,
    received: Received,
    body: Json<LinkToken>,
    db: web::Data<Db>,
    limits: web::Data<ClientLimits>,
) -> Result<HttpResponse, Error> {
    limits.inspections.pass(&request, received.at)?;
    let all: Vec<_> = account_links::LinkPurpose::iter().collect();
    let link = links::usable(db.reader(), &body.0.token, &all, received.at).await?;
    let purpose = match link.purpose {
        account_links::LinkPurpose::Invitation => LinkPurpose::Invitation,
        account_links::LinkPurpose::PasswordReset => LinkPurpose::PasswordReset,
        account_links::LinkPurpose::AddressChange => LinkPurpose::AddressChange,
    };
    Ok(HttpResponse::Ok().json(AccountLink { purpose, email: link.email, expires_at: link.expires_at }))
}
