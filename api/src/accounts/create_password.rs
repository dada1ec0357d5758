//! Setting a password by the link of a mail.

use actix_web::{HttpResponse, post, web};
use shared::wire::NewPassword;

use super::links;
use super::new_password::{checked, set};
use crate::auth::{Attempt, Passwords, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::letters::Letters;

/// Sets a password by the link of an invitation or a reset.
///
/// The link is used up, all devices are signed out, and one signs in as always. No mail says so: who holds the link reads
/// the account's mails.
#[utoipa::path(
    operation_id = "create_password",
    tag = "passwords",
    request_body = NewPassword,
    responses(
        (status = 204, description = "Set."),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used` or `expired`; `invalid_value`: \
            `password` is `too_short`, `too_long` or `too_guessable`"),
    )
)]
#[post("/passwords")]
pub(super) async fn create_password(
    received: Received,
    address: ClientAddress,
    body: Json<NewPassword>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let NewPassword { token, password } = body.0;
    let link = links::usable(db.reader(), &token, &links::OF_PASSWORDS, received.at).await?;
    let hash = checked(&db, &passwords, &letters, "password", password, &link.email).await?;
    let throttle = Throttle::new(&config.auth, Attempt::Password, &link.email, address.0);
    db.write(async |tx| {
        links::use_up(tx, &link, received.at).await?;
        set(tx, link.account_id, &hash, None, received.at).await?;
        // whoever tried the old password too often may use the new one at once
        throttle.forgive(tx).await?;
        let done = Deed::unsigned(&received.request_id, ("account", link.account_id), "password_set");
        record(tx, &letters.clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
