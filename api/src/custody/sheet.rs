//! Whose a child's days are.

use actix_web::{HttpResponse, get, web};
use shared::ids::{ChildId, HouseholdId};
use shared::wire::ChildCustodySheet;

use super::answer::{answer, sheet};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::Received;
use crate::organisation::Snapshots;

/// Whose the days of a child are, who lives in two households: the calendar in force and what was proposed, as this household
/// sees them. For its guardians.
#[utoipa::path(
    operation_id = "get_child_custody",
    tag = "custody",
    security(("access_token" = [])),
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
        (status = 404, description = "`not_found`: no household of this account, or `child_id` is no child of it."),
    )
)]
#[get("/households/{household_id}/children/{child_id}/custody")]
pub(super) async fn get_child_custody(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ChildId)>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    let tx = db.read_tx().await?;
    household(&tx, signed_in.account_id, household_id).await?;
    let organisation = snapshots.current(&tx).await?;
    let found = sheet(&tx, &organisation, household_id, child_id, received.at).await?;
    tx.commit().await?;
    Ok(answer(&found))
}
