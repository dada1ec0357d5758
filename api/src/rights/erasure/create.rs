//! Asking to erase what is held on one's household.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Months, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use shared::wire::{Erasure, ErasureRequest};
use uuid::Uuid;

use crate::accounts::Prover;
use crate::auth::household;
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::erasures::{self, ErasureState};
use crate::entities::guardians;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Json;
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::rights::letters::{About, tell_all};
use crate::rights::store;
use crate::rights::words::words;

/// Asks to erase everything held on the household. An administrator answers within a month; every guardian is told by mail.
/// What stays is told by `get_personal_data`: bookings without names. Another household of a child keeps its data. Asking
/// again while it waits answers the request that waits.
#[utoipa::path(
    operation_id = "create_erasure",
    tag = "rights",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body = ErasureRequest,
    responses(
        (status = 201, description = "It waits for an administrator.", body = Erasure, example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000ef", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z",
            "due_on": "2026-10-01" })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `message` is `too_long` or \
            `invalid_characters`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/households/{household_id}/erasures")]
pub(in crate::rights) async fn create_erasure(
    asking: Prover,
    household_id: web::Path<HouseholdId>,
    body: Json<ErasureRequest>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let ErasureRequest { password, message } = body.0;
    let account = asking.account_id();
    let permitted = async |tx: &_| {
        let access = household(tx, account, *household_id).await?;
        access.require_booking()?;
        Ok::<_, Error>(access)
    };
    permitted(&db.read_tx().await?).await?;
    let message = words("message", &message)?;
    let proven = asking.prove("password", password).await?;
    let now = proven.received.at;
    let erasure = proven
        .write(async |tx| {
            let access = permitted(tx).await?;
            store::lock_household(tx, *household_id).await?;
            let organisation = snapshots.current(tx).await?;
            let asked = Asking { household: *household_id, by: account.0, message: &message };
            let (row, is_new) = ask(tx, &letters.clock, &organisation, now, asked).await?;
            if is_new {
                let deed = Deed {
                    household: Some(*household_id),
                    ..Deed::by(&proven.signed_in, &proven.received, ("erasure", row.id), "asked")
                };
                record(tx, &letters.clock, now, &deed, None, None).await?;
                let who = guardians::Entity::find_by_id(access.guardian_id.0).one(tx).await?;
                let who = who.map(|row| format!("{} {}", row.first_name, row.last_name)).unwrap_or_default();
                let about = About::ErasureAsked { by: &who, due_on: row.due_on };
                tell_all(&letters, tx, now, *household_id, about).await?;
            }
            Ok(row)
        })
        .await?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(store::shown_erasure(erasure)))
}

/// Who asks to erase what.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) household: HouseholdId,
    pub(super) by: Uuid,
    pub(super) message: &'a str,
}

/// Writes the request down, unless one waits; whether it is new. The caller holds the household's row.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn ask(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    organisation: &Organisation,
    now: DateTime<Utc>,
    asking: Asking<'_>,
) -> Result<(erasures::Model, bool), Error> {
    if let Some(newest) = store::newest_erasure(tx, asking.household).await?
        && matches!(newest.state, ErasureState::Waiting | ErasureState::Confirmed | ErasureState::Done)
    {
        return Ok((newest, false));
    }
    let today = organisation.today(now);
    let row = erasures::Model {
        id: clock.new_id(now),
        household_id: asking.household.0,
        state: ErasureState::Waiting,
        asked_at: now,
        asked_by: asking.by,
        // GDPR, article 12(3): without undue delay and in any event within one month
        due_on: today.checked_add_months(Months::new(1)).unwrap_or(today),
        message: asking.message.to_owned(),
        reason: None,
        decided_at: None,
        decided_by: None,
        done_at: None,
        counts: None,
        version: 1,
    };
    let new = erasures::ActiveModel {
        id: Set(row.id),
        household_id: Set(row.household_id),
        state: Set(row.state),
        asked_at: Set(row.asked_at),
        asked_by: Set(row.asked_by),
        due_on: Set(row.due_on),
        message: Set(row.message.clone()),
        reason: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        done_at: Set(None),
        counts: Set(None),
        version: Set(1),
    };
    erasures::Entity::insert(new).exec_without_returning(tx).await?;
    Ok((row, true))
}
