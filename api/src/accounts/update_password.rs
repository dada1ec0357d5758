//! Changing the password while signed in.

use actix_web::{HttpResponse, put, web};
use shared::wire::PasswordChange;

use super::letters::{About, write};
use super::new_password::{checked, set};
use super::proof::Prover;
use crate::auth::Passwords;
use crate::db::Db;
use crate::error::Error;
use crate::history::record;
use crate::http::Json;
use crate::letters::Letters;
use crate::mail::Addressee;

/// Changes the password; all other devices are signed out, and a mail says so.
#[utoipa::path(
    operation_id = "update_password",
    tag = "accounts",
    security(("access_token" = [])),
    request_body = PasswordChange,
    responses(
        (status = 204, description = "Changed."),
        (status = 422, description = "`invalid_value`: `current_password` is `wrong_password`; `new_password` is \
            `too_short`, `too_long` or `too_guessable`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[put("/accounts/current/password")]
pub(super) async fn update_password(
    asking: Prover,
    body: Json<PasswordChange>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let PasswordChange { current_password, new_password } = body.0;
    let proven = asking.prove("current_password", current_password).await?;
    let (account, now) = (&proven.account, proven.received.at);
    let hash = checked(&db, &passwords, &letters, "new_password", new_password, &account.email).await?;
    proven
        .write(async |tx| {
            set(tx, account.id, &hash, Some(proven.signed_in.sign_in_id), now).await?;
            let to = Addressee::of(tx, account.id.into()).await?;
            let about = About { template: "password_changed", link: None, email: &account.email };
            write(&letters, tx, now, &to, &about).await?;
            record(tx, &letters.clock, now, &proven.deed("password_changed"), None, None).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
