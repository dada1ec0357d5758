//! Asking for a copy of everything held on one's household.

use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::{AccountId, HouseholdId};
use shared::wire::{Export, PasswordProof};
use uuid::Uuid;

use super::make::{MAKE_EXPORT, MakeExport};
use crate::accounts::Prover;
use crate::auth::household;
use crate::clock::Clock;
use crate::config::Config;
use crate::entities::exports::{Column, Entity, ExportState, Model};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Json;
use crate::jobs::enqueue;
use crate::rights::store::{self, Whose};

/// Over how long exports are counted.
const WINDOW: TimeDelta = TimeDelta::hours(24);

/// Asks for a copy of everything held on the household: a zip of `household.json` and the documents, as
/// `docs/personal-data.md` describes it. A mail says when it is ready. One is made at a time: asking again meanwhile answers
/// the one under way. Nothing of another household of a child is in it.
#[utoipa::path(
    operation_id = "create_export",
    tag = "rights",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body = PasswordProof,
    responses(
        (status = 202, description = "It is being made.", body = Export, example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000ee", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z" })),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`: too many wrong passwords, or exports in a day"),
    )
)]
#[post("/households/{household_id}/exports")]
pub(in crate::rights) async fn create_export(
    asking: Prover,
    household_id: web::Path<HouseholdId>,
    body: Json<PasswordProof>,
    config: web::Data<Config>,
    clock: web::Data<Clock>,
    db: web::Data<crate::db::Db>,
) -> Result<HttpResponse, Error> {
    // whose household it is comes before the password: a stranger's guesses are none of its business
    let account = asking.account_id();
    household(db.reader(), account, *household_id).await?;
    let proven = asking.prove("password", body.0.password).await?;
    let now = proven.received.at;
    let export = proven
        .write(async |tx| {
            let access = household(tx, account, *household_id).await?;
            store::lock_household(tx, *household_id).await?;
            let asked = Asked { household: *household_id, account, guardian: Some(access.guardian_id.0) };
            let deed = Deed {
                household: Some(*household_id),
                ..Deed::by(&proven.signed_in, &proven.received, ("household", household_id.0), "export_asked")
            };
            let limit = config.rights.exports_per_day;
            ask(tx, &clock, now, asked, limit, &deed).await
        })
        .await?;
    Ok(HttpResponse::Accepted().json(store::shown_export(&export)))
}

/// Who asks for a copy of what.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) household: HouseholdId,
    pub(super) account: AccountId,
    pub(super) guardian: Option<Uuid>,
}

/// Writes the wish down and lets the worker know, unless one is under way.
///
/// # Errors
///
/// [`Error::TooManyAttempts`]; those of the database.
pub(super) async fn ask(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    asked: Asked,
    limit: u32,
    deed: &Deed<'_>,
) -> Result<Model, Error> {
    let whose = asked.guardian.map_or(Whose::Staff, |_| Whose::Guardian(asked.account));
    let under_way = Entity::find()
        .filter(store::exports_of(asked.household, whose))
        .filter(Column::State.eq(ExportState::Waiting))
        .one(tx)
        .await?;
    if let Some(under_way) = under_way {
        return Ok(under_way);
    }
    let before = store::asked_since(tx, asked.account, now - WINDOW).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if asked.guardian.is_some() && before.len() >= limit {
        let free = before[before.len() - limit] + WINDOW - now;
        return Err(Error::TooManyAttempts { retry_after: free.to_std().unwrap_or_default() });
    }
    let row = Model {
        id: clock.new_id(now),
        household_id: asked.household.0,
        account_id: asked.account.0,
        guardian_id: asked.guardian,
        state: ExportState::Waiting,
        asked_at: now,
        ready_at: None,
        expires_at: None,
        object_key: None,
        size: None,
    };
    let new = crate::entities::exports::ActiveModel {
        id: Set(row.id),
        household_id: Set(row.household_id),
        account_id: Set(row.account_id),
        guardian_id: Set(row.guardian_id),
        state: Set(row.state),
        asked_at: Set(row.asked_at),
        ready_at: Set(None),
        expires_at: Set(None),
        object_key: Set(None),
        size: Set(None),
    };
    Entity::insert(new).exec_without_returning(tx).await?;
    record(tx, clock, now, deed, None, None).await?;
    enqueue(tx, clock, now, MAKE_EXPORT, &MakeExport { export_id: row.id }).await?;
    Ok(row)
}
