//! Signing in.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseTransaction;
use shared::ids::{AccountId, SignInId};
use shared::problem::Problem;
use shared::wire::{SignIn, SignInRequest};
use uuid::Uuid;

use super::proof::still_holds;
use super::{cookie, second_factor, sign_in_store, store};
use crate::auth::{AccessTokens, Attempt, ClientLimits, Passwords, Secret, Throttle};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::entities::{accounts, refresh_tokens, sign_ins};
use crate::error::Error;
use crate::http::{ClientAddress, Json, Received, same_origin};
use crate::mail::{is_address, normalised};
use crate::vault::Vault;

/// Longest password read; longer ones belong to nobody.
pub(super) const MAX_PASSWORD: usize = 1_000;
const MAX_USER_AGENT: usize = 200;

/// Signs in by mail address and password.
///
/// The answer is the same, after the same time, for a wrong password and an unknown address. Failures are counted per
/// account and per client address. The refresh token comes as a cookie.
#[utoipa::path(
    operation_id = "create_sign_in",
    tag = "sign_ins",
    request_body = SignInRequest,
    responses(
        (status = 201, description = "Signed in; the cookie `ribambelle_refresh` is set.", body = SignIn, example = json!({ "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6Ijk…", "expires_at": "2027-03-01T10:15:00Z",
                "server_time_ms": 1_803_895_200_000_i64, "account": { "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "claire.martin@example.org", "locale": "fr", "second_factor": false,
                "guardian": { "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d60", "first_name": "Claire", "last_name": "Martin" },
                "households": [{ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d61", "name": "Famille Martin", "may_book": true }] } })),
        (status = 401, description = "`wrong_credentials`; `second_factor_required`: send again with `code`; \
            `wrong_second_factor`", body = Problem, content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#wrong_credentials", "title": "Wrong credentials",
                "status": 401, "code": "wrong_credentials", "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
        (status = 403, description = "`foreign_origin`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/sign_ins")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_sign_in(
    request: HttpRequest,
    received: Received,
    address: ClientAddress,
    body: Json<SignInRequest>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    tokens: web::Data<AccessTokens>,
    passwords: web::Data<Passwords>,
    vault: web::Data<Vault>,
    limits: web::Data<ClientLimits>,
) -> Result<HttpResponse, Error> {
    limits.sign_ins.pass(&request, received.at)?;
    same_origin(&request, &config)?;
    let asked = body.0;
    let throttle = Throttle::new(&config.auth, Attempt::Password, &normalised(&asked.email), address.0);
    let code = asked.code.clone();
    let account = check(&db, &passwords, &throttle, asked, received.at).await?;
    let account_id = AccountId(account.id);
    let second_factor = second_factor::check(&db, &vault, account.id, code.as_deref(), received.at).await?;

    let sign_in = sign_ins::Model {
        id: clock.new_id(received.at),
        account_id: account_id.into(),
        created_at: received.at,
        last_seen_at: received.at,
        user_agent: user_agent(&request),
        revoked_at: None,
        second_factor,
    };
    let refresh = db
        .write(async |tx| {
            still_holds(tx, &account).await?;
            throttle.forgive(tx).await?;
            sign_in_store::insert_sign_in(tx, sign_in.clone()).await?;
            let (_, token) = issue_refresh(tx, &clock, &config, sign_in.id, received.at).await?;
            Ok(token)
        })
        .await?;
    let answer = answer(&db, &tokens, account_id, sign_in.id.into(), received.at).await?;
    Ok(HttpResponse::Created().cookie(cookie::with(&refresh, &config)).json(answer))
}

/// Whose address and password these are.
async fn check(
    db: &Db,
    passwords: &Passwords,
    throttle: &Throttle,
    asked: SignInRequest,
    now: DateTime<Utc>,
) -> Result<accounts::Model, Error> {
    // counted and committed before anything is tried
    throttle.pass(db, now).await?;
    let email = normalised(&asked.email);
    if !is_address(&email) || asked.password.len() > MAX_PASSWORD {
        return Err(Error::WrongCredentials);
    }
    let account = store::by_email(db.reader(), &email).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let matches = passwords.verify(asked.password, hash).await?;
    account.filter(|_| matches).ok_or(Error::WrongCredentials)
}

fn user_agent(request: &HttpRequest) -> String {
    let sent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    sent.unwrap_or_default().chars().take(MAX_USER_AGENT).collect()
}

/// A fresh refresh token of a sign-in, with the id of its row.
pub(super) async fn issue_refresh(
    tx: &DatabaseTransaction,
    clock: &Clock,
    config: &Config,
    sign_in_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(Uuid, Secret), Error> {
    let token = Secret::generate();
    let id = clock.new_id(now);
    let row = refresh_tokens::Model {
        id,
        sign_in_id,
        token_hash: token.hash(),
        issued_at: now,
        expires_at: now + TimeDelta::days(config.auth.refresh_token_days.into()),
        used_at: None,
        replaced_by: None,
    };
    sign_in_store::insert_token(tx, row).await?;
    Ok((id, token))
}

/// The body of the answer to signing in and to refreshing.
pub(super) async fn answer(
    db: &Db,
    tokens: &AccessTokens,
    account_id: AccountId,
    sign_in_id: SignInId,
    now: DateTime<Utc>,
) -> Result<SignIn, Error> {
    let (access_token, expires_at) = tokens.issue(account_id, sign_in_id, now)?;
    let account = store::account(db.reader(), account_id).await?;
    Ok(SignIn { access_token, expires_at, server_time_ms: now.timestamp_millis(), account })
}
