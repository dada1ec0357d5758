//! Staff look at whose a child's days are, and say so themselves.

use actix_web::{HttpResponse, get, put, web};
use serde_json::json;
use shared::ids::{ChildId, HouseholdId};
use shared::paths::CUSTODY;
use shared::wire::{ChildCustodySheet, CustodyUpdate};

use super::answer::{Custody, answer, checked, sheet};
use super::{rows, store};
use crate::auth::{CheckFamilies, ReadFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::custodies::Model;
use crate::error::Error;
use crate::guardianships::{About, tell};
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::letters::Letters;
use crate::organisation::Snapshots;

/// Whose the days of a child are, as one of its households sees it. Every role; a referent, of the families of their
/// facilities.
#[utoipa::path(
    operation_id = "get_child_custody_of_household",
    tag = "custody",
    security(("access_token" = ["read_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
    ),
    responses(
        (status = 200, description = "As it is now.", body = ChildCustodySheet,
            headers(("ETag" = String, description = "Of the calendar and what was proposed.")), example = json!({ "server_time_ms": 1_788_249_600_000_i64, "today": "2026-09-01",
            "child_id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "elsewhere": ["Karim"], "version": 3,
            "calendar": { "weeks": { "even": "theirs", "change_on": "mon" },
                "ranges": [{ "from": "2026-10-17", "to": "2026-10-24", "holder": "ours" }] } })),
        (status = 404, description = "`not_found`: no such household or child, or none of a referent's."),
    )
)]
#[get("/family_files/{household_id}/children/{child_id}/custody")]
pub(super) async fn get_child_custody_of_household(
    received: Received,
    staff: Require<ReadFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    scope.permit(&tx, household_id).await?;
    let found = sheet(&tx, &organisation, household_id, child_id, received.at).await?;
    tx.commit().await?;
    Ok(answer(&found))
}

/// Sets whose a child's days are; a mail tells both households, and what waited between them is over. Administrators, agents,
/// and the referents of facilities that serve the child.
#[utoipa::path(
    operation_id = "update_child_custody",
    tag = "custody",
    security(("access_token" = ["check_families"])),
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
        (status = 404, description = "`not_found`: no such household or child, or none of a referent's."),
        (status = 422, description = "`invalid_value`: `calendar.ranges[n]` is `ends_before`, `too_long`, `out_of_range` or \
            `overlaps`; `calendar.ranges` is `too_many`; `child_id` is `one_household` or `several_households`"),
    )
)]
#[put("/family_files/{household_id}/children/{child_id}/custody")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_child_custody(
    received: Received,
    staff: Require<CheckFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    version: IfMatch,
    body: Json<CustodyUpdate>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    let found = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let scope = staff.scope(tx, &organisation, received.at).await?;
            scope.permit(tx, household_id).await?;
            scope.permit_child(tx, child_id).await?;
            lock_household(tx, household_id).await?;
            let custody = Custody::load(tx, household_id, child_id).await?;
            let other = custody.other()?;
            custody.unchanged(version.0)?;
            let calendar = checked(&body.0.calendar)?;
            let before = custody.calendar()?;
            let next = custody.next(other);
            let next = Model {
                calendar: rows::kept(&next, &calendar, household_id),
                proposal: None,
                proposed_by: None,
                proposed_at: None,
                ..next
            };
            store::write(tx, next).await?;
            let deed = Deed {
                household: Some(household_id),
                ..Deed::by(&staff.signed_in, &received, ("child", child_id.0), "custody_set")
            };
            let before = before.map(|calendar| json!(calendar));
            record(tx, &clock, received.at, &deed, before, Some(json!(calendar))).await?;
            let path = format!("{CUSTODY}?child={child_id}");
            let about =
                About { template: "custody_set", who: "", children: &custody.first_name, path: &path };
            for household in [household_id, other] {
                tell(&letters, tx, received.at, household, None, about).await?;
            }
            sheet(tx, &organisation, household_id, child_id, received.at).await
        })
        .await?;
    Ok(answer(&found))
}
