//! The address of a sign-up is confirmed: the account is made.

use actix_web::{HttpResponse, post, web};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::catalogue::Language;
use shared::wire::{LinkFault, SignUpConfirmation, SignUpConfirmed};

use super::store;
use crate::accounts::sign_in::MAX_PASSWORD;
use crate::accounts::store as accounts;
use crate::auth::{Attempt, Passwords, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::entities::sign_ups::Column;
use crate::error::Error;
use crate::family_files::{Editing, SignUpAnswers, register, take_over};
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Confirms a mail address by the link that was sent there, and makes the account with its household and all answers so
/// far. The password chosen proves that whoever confirms is who began. A guardian whom the organisation knows by this address becomes the
/// account's: what was answered goes the way of an edit of the file.
#[utoipa::path(
    operation_id = "confirm_sign_up",
    tag = "sign_ups",
    request_body(content = SignUpConfirmation,
        example = json!({ "token": "mFqDzS3kHkzqJp5f6m0wUQ", "password": "girafe tambour lundi orage" })),
    responses(
        (status = 200, description = "The account is made.", body = SignUpConfirmed,
            example = json!({ "email": "lea.martin@famille.example" })),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `link_unusable`: `reason` is `unknown`, `used` (also when an account has taken the \
            address since) or `expired`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/sign_ups/confirmation")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn confirm_sign_up(
    received: Received,
    address: ClientAddress,
    body: Json<SignUpConfirmation>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let now = received.at;
    let SignUpConfirmation { token, password } = body.0;
    let proven = store::usable(db.reader(), Column::LinkHash, &token, now).await?;
    let throttle = Throttle::new(&config.auth, Attempt::Password, &proven.email, address.0);
    throttle.pass(&db, now).await?;
    if password.len() > MAX_PASSWORD || !passwords.verify(password, Some(proven.password_hash)).await? {
        return Err(Error::invalid("password", "wrong_password", "not the password that was chosen"));
    }
    let email = db
        .write(async |tx| {
            throttle.forgive(tx).await?;
            let row = store::usable(tx, Column::LinkHash, &token, now).await?;
            if accounts::by_email(tx, &row.email).await?.is_some() {
                return Err(Error::LinkUnusable { reason: LinkFault::Used });
            }
            let language = Language::from_tag(&row.locale).unwrap_or_default();
            let answers = SignUpAnswers::read(&row.answers)?;
            let (email, password_hash) = (row.email.clone(), row.password_hash.clone());
            let mut row = row.into_active_model();
            row.confirmed_at = Set(Some(now));
            // the account has them now
            row.answers = Set(json!({}));
            row.password_hash = Set(String::new());
            row.update(tx).await?;

            let id = letters.clock.new_id(now);
            accounts::insert_account(tx, id, &email, language, now).await?;
            accounts::set_password(tx, id, &password_hash).await?;
            if let Some(guardian) = accounts::guardian_without_account(tx, &email).await? {
                accounts::attach(tx, guardian.id, (id, &email), now).await?;
                let organisation = snapshots.current(tx).await?;
                let by = Editing {
                    clock: &letters.clock,
                    vault: &vault,
                    organisation: &organisation,
                    now,
                    account_id: id.into(),
                    request_id: &received.request_id,
                };
                take_over(tx, &by, guardian.id.into(), answers).await?;
            } else {
                register(tx, &letters.clock, now, (id.into(), &email), answers, language).await?;
            }
            let done = Deed::unsigned(&received.request_id, ("account", id), "signed_up");
            record(tx, &letters.clock, now, &done, None, None).await?;
            Ok(email)
        })
        .await?;
    Ok(HttpResponse::Ok().json(SignUpConfirmed { email }))
}
