//! Who is signed in.

use actix_web::{HttpResponse, get, web};
use shared::problem::Problem;
use shared::wire::Account;

use super::store;
use crate::auth::SignedIn;
use crate::db::Db;
use crate::error::Error;

/// The account of the access token: its guardian and the households it acts for.
#[utoipa::path(
    operation_id = "get_current_account",
    tag = "accounts",
    security(("access_token" = [])),
    responses(
        (status = 200, description = "The account.", body = Account),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/accounts/current")]
pub(super) async fn get_current_account(
    signed_in: SignedIn,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().json(store::account(db.reader(), signed_in.account_id).await?))
}
