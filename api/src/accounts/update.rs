//! Editing the account that is signed in.

use actix_web::{HttpResponse, patch, web};
use shared::catalogue::Language;
use shared::wire::{Account, AccountUpdate};

use super::store;
use crate::auth::SignedIn;
use crate::db::Db;
use crate::error::Error;
use crate::http::Json;

/// Edits the account; what is left out stays.
#[utoipa::path(
    operation_id = "update_current_account",
    tag = "accounts",
    security(("access_token" = [])),
    request_body = AccountUpdate,
    responses(
        (status = 200, description = "The account as it is now.", body = Account, example = json!({
            "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "claire.martin@example.org", "locale": "en", "second_factor": false,
            "guardian": { "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d60", "first_name": "Claire", "last_name": "Martin" },
            "households": [{ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d61", "name": "Famille Martin", "may_book": true }] })),
        (status = 422, description = "`invalid_value`: `locale` is `unknown_value`"),
    )
)]
#[patch("/accounts/current")]
pub(super) async fn update_current_account(
    signed_in: SignedIn,
    body: Json<AccountUpdate>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    if let Some(locale) = &body.0.locale {
        let language = Language::ALL.into_iter().find(|language| language.code() == locale);
        let language = language.ok_or_else(|| Error::invalid("locale", "unknown_value", "fr or en"))?;
        db.write(async |tx| Ok(store::set_locale(tx, signed_in.account_id.0, language.code()).await?))
            .await?;
    }
    Ok(HttpResponse::Ok().json(store::account(db.reader(), signed_in.account_id).await?))
}
