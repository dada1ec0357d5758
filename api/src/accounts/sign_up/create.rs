//! A parent begins an account.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use shared::wire::{NewSignUp, SignUp};

use super::send::{SEND_SIGN_UP, SendSignUp};
use crate::accounts::new_password::judged;
use crate::auth::{Attempt, ClientLimits, Passwords, Secret, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::entities::sign_ups::{ActiveModel, Entity};
use crate::error::Error;
use crate::family_files::SignUpAnswers;
use crate::http::{ClientAddress, Json, Received};
use crate::jobs;
use crate::letters::Letters;
use crate::mail::{is_address, normalised};
use crate::organisation::Snapshots;

/// Begins an account, where the organisation lets parents do so; a mail brings a link that confirms the address and makes it.
///
/// Answer and work are the same for known and unknown addresses: the worker finds out, and writes to a known one that
/// there is an account already.
#[utoipa::path(
    operation_id = "create_sign_up",
    tag = "sign_ups",
    request_body(content = NewSignUp, example = json!({ "email": "lea.martin@famille.example",
        "password": "girafe tambour lundi orage", "language": "fr",
        "values": { "guardian_first_name": "Léa", "guardian_last_name": "Martin" } })),
    responses(
        (status = 201, description = "Begun; a mail is on its way.", body = SignUp,
            example = json!({ "token": "bm90IGEgc2VjcmV0", "expires_at": "2026-09-08T08:00:00Z" })),
        (status = 403, description = "`sign_up_closed`: the organisation invites families."),
        (status = 422, description = "`invalid_value`: `email` is `invalid_email`; `password` is `too_short`, `too_long` or \
            `too_guessable`; `values.<field>` as for `update_family_file`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/sign_ups")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn create_sign_up(
    request: HttpRequest,
    received: Received,
    address: ClientAddress,
    body: Json<NewSignUp>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
    limits: web::Data<ClientLimits>,
) -> Result<HttpResponse, Error> {
    limits.links.pass(&request, received.at)?;
    let NewSignUp { email, password, language, values } = body.0;
    let organisation = snapshots.current(db.reader()).await?;
    if !organisation.file.entry.signs_up() {
        return Err(Error::SignUpClosed);
    }
    let email = normalised(&email);
    if !is_address(&email) {
        return Err(Error::invalid("email", "invalid_email", "no mail address"));
    }
    let answers = SignUpAnswers::begun(&organisation, received.at, &values)?;
    // what is refused costs none of the links
    judged(&db, &passwords, &letters, "password", &password, &email).await?;
    Throttle::new(&config.auth, Attempt::SignUp, &email, address.0).pass(&db, received.at).await?;
    let password_hash = passwords.make(password).await?;
    let token = Secret::generate();
    let expires_at = received.at + TimeDelta::days(config.auth.sign_up_days.into());
    db.write(async |tx| {
        let id = letters.clock.new_id(received.at);
        let row = ActiveModel {
            id: Set(id),
            token_hash: Set(token.hash()),
            link_hash: Set(None),
            email: Set(email.clone()),
            password_hash: Set(password_hash.clone()),
            locale: Set(language.code().to_owned()),
            answers: Set(json!(answers)),
            created_at: Set(received.at),
            expires_at: Set(expires_at),
            confirmed_at: Set(None),
        };
        Entity::insert(row).exec_without_returning(tx).await?;
        jobs::enqueue(tx, &letters.clock, received.at, SEND_SIGN_UP, &SendSignUp { id }).await?;
        Ok(())
    })
    .await?;
    Ok(HttpResponse::Created().json(SignUp { token: token.value().to_owned(), expires_at }))
}
