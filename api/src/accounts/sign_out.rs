//! Signing out.

use actix_web::{HttpRequest, HttpResponse, delete, web};

use super::{cookie, sign_in_store};
use crate::auth::SignedIn;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::http::{Received, same_origin};

/// Ends the sign-in of the cookie, or of the access token: neither is accepted any more.
///
/// Signing out twice, or with what has expired, answers the same.
#[utoipa::path(
    operation_id = "delete_sign_in",
    tag = "sign_ins",
    params(("ribambelle_refresh" = Option<String>, Cookie, description = "The refresh token.")),
    security((), ("access_token" = [])),
    responses(
        (status = 204, description = "Signed out; the cookie is removed."),
        (status = 403, description = "`foreign_origin`"),
    )
)]
#[delete("/sign_ins/current")]
pub(super) async fn delete_sign_in(
    request: HttpRequest,
    received: Received,
    signed_in: Option<SignedIn>,
    config: web::Data<Config>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    same_origin(&request, &config)?;
    let token = cookie::token(&request);
    db.write(async |tx| {
        if let Some(token) = &token
            && let Some((_, sign_in)) = sign_in_store::token_for_update(tx, &token.hash()).await?
        {
            sign_in_store::revoke(tx, sign_in.id, received.at).await?;
        }
        if let Some(signed_in) = signed_in {
            sign_in_store::revoke(tx, signed_in.sign_in_id.into(), received.at).await?;
        }
        Ok(())
    })
    .await?;
    Ok(HttpResponse::NoContent().cookie(cookie::cleared(&config)).finish())
}
