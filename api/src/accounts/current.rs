//! Who is signed in.

use actix_web::{HttpResponse, get, web};
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
        (status = 200, description = "The account.", body = Account, example = json!({ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "claire.martin@example.org", "locale": "fr", "second_factor": false,
                "guardian": { "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d60", "first_name": "Claire", "last_name": "Martin" },
                "households": [{ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d61", "name": "Famille Martin", "may_book": true }] })),
    )
)]
#[get("/accounts/current")]
pub(super) async fn get_current_account(
    signed_in: SignedIn,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Ok().json(store::account(db.reader(), signed_in.account_id).await?))
}
