//! A password was forgotten: a link to set another.

use actix_web::{HttpRequest, HttpResponse, post, web};
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use shared::ids::AccountId;
use shared::paths::NEW_PASSWORD;
use shared::wire::PasswordResetRequest;

use super::letters::{About, invites, write};
use super::links::{self, NewLink};
use super::{invite, store};
use crate::auth::{Attempt, ClientLimits, Throttle};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::entities::account_links::LinkPurpose;
use crate::entities::accounts;
use crate::error::Error;
use crate::http::{ClientAddress, Json, Received};
use crate::jobs::{self, Job};
use crate::letters::Letters;
use crate::mail::{Addressee, is_address, normalised};

/// The kind of the jobs that send the link.
pub const SEND_PASSWORD_RESET: &str = "send_password_reset";

/// What such a job names: what was typed.
#[derive(Serialize, Deserialize)]
struct SendPasswordReset {
    email: String,
}

/// Sends a link to set another password, if there is such an account.
///
/// Answer and work are the same for known and unknown addresses: whether there is an account is found out later, by the
/// worker. The two newest links are good; setting a password ends both.
#[utoipa::path(
    operation_id = "create_password_reset",
    tag = "passwords",
    request_body = PasswordResetRequest,
    responses(
        (status = 202, description = "If there is such an account, a mail is on its way."),
        (status = 422, description = "`invalid_value`: `email` is no mail address"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/password_resets")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_password_reset(
    request: HttpRequest,
    received: Received,
    address: ClientAddress,
    body: Json<PasswordResetRequest>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    limits: web::Data<ClientLimits>,
) -> Result<HttpResponse, Error> {
    limits.links.pass(&request, received.at)?;
    let email = normalised(&body.0.email);
    if !is_address(&email) {
        return Err(Error::invalid("email", "invalid_email", "no mail address"));
    }
    let throttle = Throttle::new(&config.auth, Attempt::PasswordReset, &email, address.0);
    let wait = db
        .write(async |tx| {
            let wait = throttle.count(tx, received.at).await?;
            if wait.is_none() {
                let job = SendPasswordReset { email: email.clone() };
                jobs::enqueue(tx, &clock, received.at, SEND_PASSWORD_RESET, &job).await?;
            }
            Ok(wait)
        })
        .await?;
    match wait {
        Some(retry_after) => Err(Error::TooManyAttempts { retry_after }),
        None => Ok(HttpResponse::Accepted().finish()),
    }
}

/// Does one job of kind [`SEND_PASSWORD_RESET`]: whoever the organisation knows and who never chose a password is invited (once
/// more); whoever closed their account is not.
///
/// # Errors
///
/// When the database fails: to be tried again.
pub async fn send_password_reset(db: &Db, letters: &Letters, job: Job) -> anyhow::Result<()> {
    let SendPasswordReset { email } = serde_json::from_value(job.payload).context("reading the job")?;
    let now = letters.clock.now();
    let sent = db
        .write(async |tx| {
            let account = match store::by_email(tx, &email).await? {
                Some(account) => account,
                None => match first_account(tx, letters, now, &email).await? {
                    Some(account) => account,
                    None => return Ok(()),
                },
            };
            // a job that is done again issues no second link
            if links::is_issued(tx, job.id).await? {
                return Ok(());
            }
            if account.password_hash.is_none() {
                return invite::send(tx, letters, now, job.id, &account).await;
            }
            let link = NewLink {
                id: job.id,
                account_id: account.id,
                purpose: LinkPurpose::PasswordReset,
                email: &account.email,
                lifetime: TimeDelta::minutes(letters.auth.reset_link_minutes.into()),
            };
            let (secret, expires_at) = links::issue(tx, now, &link).await?;
            let to = Addressee::of(tx, AccountId(account.id)).await?;
            let link = Some((NEW_PASSWORD, &secret, expires_at));
            let about = About { template: "password_reset", link, email: &account.email };
            write(letters, tx, now, &to, &about).await
        })
        .await;
    sent.map_err(Error::into_report)
}

/// A first account for a guardian whom the organisation knows by this address, where families are invited.
async fn first_account(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    email: &str,
) -> Result<Option<accounts::Model>, Error> {
    let guardian = store::guardian_without_account(tx, email).await?;
    let Some(guardian) = guardian.filter(|guardian| guardian.account_closed_at.is_none()) else {
        return Ok(None);
    };
    if !invites(&letters.snapshots, tx).await? {
        return Ok(None);
    }
    Ok(Some(invite::open(tx, letters, now, (&guardian, email)).await?))
}
