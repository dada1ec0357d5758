//! A household answers what the other one proposed.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::{ChildId, HouseholdId};
use shared::paths::CUSTODY;
use shared::wire::{ChildCustodySheet, CustodyDecision};

use super::answer::{Custody, answer, sheet};
use super::store;
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::custodies::Model;
use crate::error::Error;
use crate::guardianships::{About, tell};
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::letters::Letters;
use crate::mail::Addressee;
use crate::organisation::Snapshots;

/// Accepts or refuses the calendar that the child's other household proposed; a mail tells them. Accepted, it is in force at
/// once, for what is booked from now on: bookings that stand stay.
#[utoipa::path(
    operation_id = "decide_custody_proposal",
    tag = "custody",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
        ("If-Match" = String, Header, description = "The `version` that was read.", example = "\"0\""),
    ),
    request_body(content = CustodyDecision, example = json!({ "accepted": true })),
    responses(
        (status = 200, description = "As it is now.", body = ChildCustodySheet,
            headers(("ETag" = String, description = "Of the calendar and what was proposed.")), example = json!({ "server_time_ms": 1_788_249_600_000_i64, "today": "2026-09-01",
            "child_id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "elsewhere": ["Karim"], "version": 3,
            "calendar": { "weeks": { "even": "theirs", "change_on": "mon" },
                "ranges": [{ "from": "2026-10-17", "to": "2026-10-24", "holder": "ours" }] } })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or `child_id` is no child of it."),
        (status = 422, description = "`invalid_value`: `child_id` is `one_household` or `several_households`; `accepted` is \
            `no_proposal`: the other household has proposed nothing"),
    )
)]
#[put("/households/{household_id}/children/{child_id}/custody/decision")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn decide_custody_proposal(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ChildId)>,
    version: IfMatch,
    body: Json<CustodyDecision>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    let accepted = body.0.accepted;
    let found = db
        .write(async |tx| {
            let access = household(tx, signed_in.account_id, household_id).await?;
            let custody = Custody::load(tx, household_id, child_id).await?;
            access.require_booking()?;
            lock_household(tx, household_id).await?;
            let other = custody.other()?;
            custody.unchanged(version.0)?;
            if custody.proposed_by() != Some(other) {
                return Err(Error::invalid("accepted", "no_proposal", "nothing of theirs waits"));
            }
            let (before, asked) = (custody.calendar()?, custody.proposal()?);
            let next = custody.next(other);
            let calendar = if accepted { next.proposal.clone() } else { next.calendar.clone() };
            let next = Model { calendar, proposal: None, proposed_by: None, proposed_at: None, ..next };
            store::write(tx, next).await?;
            let (action, template) = if accepted {
                ("custody_accepted", "custody_accepted")
            } else {
                ("custody_refused", "custody_refused")
            };
            let deed = Deed {
                household: Some(household_id),
                ..Deed::by(&signed_in, &received, ("child", child_id.0), action)
            };
            let asked = asked.map(|asked| json!(asked.calendar));
            record(tx, &clock, received.at, &deed, before.map(|calendar| json!(calendar)), asked).await?;
            let who = Addressee::of(tx, signed_in.account_id).await?.name;
            let path = format!("{CUSTODY}?child={child_id}");
            let about = About { template, who: &who, children: &custody.first_name, path: &path };
            tell(&letters, tx, received.at, other, None, about).await?;
            let organisation = snapshots.current(tx).await?;
            sheet(tx, &organisation, household_id, child_id, received.at).await
        })
        .await?;
    Ok(answer(&found))
}
