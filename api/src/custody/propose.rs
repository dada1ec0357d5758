//! A household proposes whose a child's days are.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::{ChildId, HouseholdId};
use shared::paths::CUSTODY;
use shared::wire::{ChildCustodySheet, CustodyUpdate};

use super::answer::{Custody, answer, checked, sheet};
use super::{rows, store};
use crate::auth::{Attempt, SignedIn, Throttle, household, lock_household};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::entities::custodies::Model;
use crate::error::Error;
use crate::guardianships::{About, tell};
use crate::history::{Deed, record};
use crate::http::{ClientAddress, IfMatch, Json, Received};
use crate::letters::Letters;
use crate::mail::Addressee;
use crate::organisation::Snapshots;

/// Proposes a calendar to the child's other household, by mail. It takes the place of what waits already, whoever proposed
/// that; the calendar in force holds until the other household accepts. What waits or holds already is not proposed again.
#[utoipa::path(
    operation_id = "create_custody_proposal",
    tag = "custody",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
        ("If-Match" = String, Header, description = "The `version` that was read.", example = "\"0\""),
    ),
    request_body(content = CustodyUpdate, example = json!({ "calendar": { "weeks": { "even": "ours", "change_on": "fri" } } })),
    responses(
        (status = 200, description = "As it is now.", body = ChildCustodySheet,
            headers(("ETag" = String, description = "Of the calendar and what was proposed.")), example = json!({ "server_time_ms": 1_788_249_600_000_i64, "today": "2026-09-01",
            "child_id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "elsewhere": ["Karim"], "version": 3,
            "calendar": { "weeks": { "even": "theirs", "change_on": "mon" },
                "ranges": [{ "from": "2026-10-17", "to": "2026-10-24", "holder": "ours" }] } })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or `child_id` is no child of it."),
        (status = 422, description = "`invalid_value`: `calendar.ranges[n]` is `ends_before`, `too_long`, `out_of_range` or \
            `overlaps`; `calendar.ranges` is `too_many`; `child_id` is `one_household` or `several_households`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`: proposals for this child"),
    )
)]
#[put("/households/{household_id}/children/{child_id}/custody/proposal")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_custody_proposal(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ChildId)>,
    version: IfMatch,
    body: Json<CustodyUpdate>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    let who = format!("{child_id} {}", signed_in.account_id);
    let throttle = Throttle::new(&config.auth, Attempt::CustodyProposal, &who, address.0);
    let found = db
        .write(async |tx| {
            let access = household(tx, signed_in.account_id, household_id).await?;
            let custody = Custody::load(tx, household_id, child_id).await?;
            access.require_booking()?;
            lock_household(tx, household_id).await?;
            let other = custody.other()?;
            custody.unchanged(version.0)?;
            let calendar = checked(&body.0.calendar)?;
            let organisation = snapshots.current(tx).await?;
            if custody.says(&calendar)? {
                return sheet(tx, &organisation, household_id, child_id, received.at).await;
            }
            if let Some(retry_after) = throttle.count(tx, received.at).await? {
                return Err(Error::TooManyAttempts { retry_after });
            }
            let next = custody.next(other);
            let next = Model {
                proposal: rows::kept(&next, &calendar, household_id),
                proposed_by: Some(household_id.0),
                proposed_at: Some(received.at),
                ..next
            };
            store::write(tx, next).await?;
            let deed = Deed {
                household: Some(household_id),
                ..Deed::by(&signed_in, &received, ("child", child_id.0), "custody_proposed")
            };
            record(tx, &clock, received.at, &deed, None, Some(json!(calendar))).await?;
            let who = Addressee::of(tx, signed_in.account_id).await?.name;
            let path = format!("{CUSTODY}?child={child_id}");
            let about =
                About { template: "custody_proposed", who: &who, children: &custody.first_name, path: &path };
            tell(&letters, tx, received.at, other, None, about).await?;
            sheet(tx, &organisation, household_id, child_id, received.at).await
        })
        .await?;
    Ok(answer(&found))
}
