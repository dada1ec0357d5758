//! The mail of a sign-up, once more.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use shared::wire::LinkToken;

use super::send::{SEND_SIGN_UP, SendSignUp};
use super::store;
use crate::auth::{Attempt, ClientLimits, Throttle};
use crate::config::Config;
use crate::db::Db;
use crate::entities::sign_ups::Column;
use crate::error::Error;
use crate::http::{ClientAddress, Json, Received};
use crate::jobs;
use crate::letters::Letters;

/// Sends the mail of a sign-up again: a new link, good as long as the first was. Those before it are of no use any more. The
/// answer is the same whether the address has an account or not.
#[utoipa::path(
    operation_id = "send_sign_up_again",
    tag = "sign_ups",
    request_body(content = LinkToken, example = json!({ "token": "bm90IGEgc2VjcmV0" })),
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 422, description = "`link_unusable`: the token of the sign-up; `reason` is `unknown`, `used` (the address is \
            confirmed) or `expired`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/sign_ups/current/mails")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn send_sign_up_again(
    request: HttpRequest,
    received: Received,
    address: ClientAddress,
    body: Json<LinkToken>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
    limits: web::Data<ClientLimits>,
) -> Result<HttpResponse, Error> {
    limits.links.pass(&request, received.at)?;
    db.write(async |tx| {
        let row = store::usable(tx, Column::TokenHash, &body.0.token, received.at).await?;
        let throttle = Throttle::new(&config.auth, Attempt::SignUp, &row.email, address.0);
        if let Some(retry_after) = throttle.count(tx, received.at).await? {
            return Err(Error::TooManyAttempts { retry_after });
        }
        let id = row.id;
        let mut row = row.into_active_model();
        row.link_hash = Set(None);
        row.expires_at = Set(received.at + TimeDelta::days(config.auth.sign_up_days.into()));
        row.update(tx).await?;
        jobs::enqueue(tx, &letters.clock, received.at, SEND_SIGN_UP, &SendSignUp { id }).await?;
        Ok(())
    })
    .await?;
    Ok(HttpResponse::Accepted().finish())
}
