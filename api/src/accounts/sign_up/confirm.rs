//! The address of a sign-up is confirmed: the account is made.

use actix_web::{HttpResponse, post, web};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::catalogue::Language;
use shared::problem::Problem;
use shared::wire::{LinkFault, LinkToken, SignUpConfirmed};

use super::store;
use crate::accounts::letters::Letters;
use crate::accounts::store as accounts;
use crate::db::Db;
use crate::entities::sign_ups::Column;
use crate::error::Error;
use crate::family_files::{SignUpAnswers, register};
use crate::history::{Deed, record};
use crate::http::{Json, Received};

/// Confirms a mail address by the link that was sent there, and makes the account with its household and all answers so
/// far. One signs in with the password chosen. A guardian whom the organisation knows by this address becomes the account's.
#[utoipa::path(
    operation_id = "confirm_sign_up",
    tag = "sign_ups",
    request_body = LinkToken,
    responses(
        (status = 200, description = "The account is made.", body = SignUpConfirmed,
            example = json!({ "email": "lea.martin@famille.example" })),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used` (also when an account has taken the \
            address since) or `expired`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/sign_ups/confirmation")]
pub(in crate::accounts) async fn confirm_sign_up(
    received: Received,
    body: Json<LinkToken>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let now = received.at;
    let email = db
        .write(async |tx| {
            let row = store::usable(tx, Column::LinkHash, &body.0.token, now).await?;
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
                accounts::attach(tx, guardian, id).await?;
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
