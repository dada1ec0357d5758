//! Staying signed in: the refresh token of the cookie is exchanged for a fresh one and an access token.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::{AccountId, SignInId};
use shared::wire::SignIn;

use super::sign_in::{answer, issue_refresh};
use super::{cookie, sign_in_store};
use crate::auth::{AccessTokens, Secret};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::http::{Received, same_origin};

/// Continues the sign-in of the cookie.
///
/// Each refresh token is used once; for a few seconds it still works for a second tab. Later use means that it was
/// copied: the whole sign-in ends.
#[utoipa::path(
    operation_id = "refresh_sign_in",
    tag = "sign_ins",
    params(("ribambelle_refresh" = String, Cookie, description = "The refresh token.")),
    responses(
        (status = 200, description = "Continued; the cookie is replaced.", body = SignIn, example = json!({ "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6Ijk…", "expires_at": "2027-03-01T10:15:00Z",
                "server_time_ms": 1_803_895_200_000_i64, "account": { "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "claire.martin@example.org", "locale": "fr", "second_factor": false,
                "guardian": { "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d60", "first_name": "Claire", "last_name": "Martin" },
                "households": [{ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d61", "name": "Famille Martin", "may_book": true }] } })),
        (status = 401, description = "`sign_in_ended`: sign in again; the cookie is removed."),
        (status = 403, description = "`foreign_origin`"),
    )
)]
#[post("/sign_ins/current/refresh")]
pub(super) async fn refresh_sign_in(
    request: HttpRequest,
    received: Received,
    config: web::Data<Config>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    tokens: web::Data<AccessTokens>,
) -> Result<HttpResponse, Error> {
    same_origin(&request, &config)?;
    let exchanged = match cookie::token(&request) {
        None => None,
        Some(token) => exchange(&db, &clock, &config, &token, received.at).await?,
    };
    let Some((account_id, sign_in_id, fresh)) = exchanged else {
        let mut answer = Error::SignInEnded.respond(&received.request_id);
        answer.add_cookie(&cookie::cleared(&config)).map_err(Error::internal)?;
        return Ok(answer);
    };
    let answer = answer(&db, &tokens, account_id, sign_in_id, received.at).await?;
    Ok(HttpResponse::Ok().cookie(cookie::with(&fresh, &config)).json(answer))
}

/// A fresh token for `token`, with whose it is; none when the sign-in has ended, or ends by this.
async fn exchange(
    db: &Db,
    clock: &Clock,
    config: &Config,
    token: &Secret,
    now: DateTime<Utc>,
) -> Result<Option<(AccountId, SignInId, Secret)>, Error> {
    let grace = TimeDelta::seconds(config.auth.refresh_grace_seconds.into());
    db.write(async |tx| {
        let Some((row, sign_in)) = sign_in_store::token_for_update(tx, &token.hash()).await? else {
            return Ok(None);
        };
        if sign_in.revoked_at.is_some() || row.expires_at <= now {
            return Ok(None);
        }
        if row.used_at.is_some_and(|used| now - used > grace) {
            tracing::warn!(sign_in = %sign_in.id, "a refresh token was used again, its sign-in ends");
            sign_in_store::revoke(tx, sign_in.id, now).await?;
            return Ok(None);
        }
        let (fresh_id, fresh) = issue_refresh(tx, clock, config, sign_in.id, now).await?;
        if row.used_at.is_none() {
            sign_in_store::mark_used(tx, row.id, now, fresh_id).await?;
        }
        sign_in_store::touch(tx, sign_in.id, now).await?;
        Ok(Some((sign_in.account_id.into(), sign_in.id.into(), fresh)))
    })
    .await
}
