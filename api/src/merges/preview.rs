//! Two households side by side, before they are made one.

use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::wire::{MergePlan, MergePreview};

use super::examine::examine;
use crate::auth::{MergeFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Shows two households side by side: who is proposed to be the same, what differs, what becomes of everything. Nothing is
/// written. Administrators and agents.
#[utoipa::path(
    operation_id = "preview_merge",
    tag = "family_files",
    security(("access_token" = ["merge_families"])),
    params(("household_id" = HouseholdId, Path, description = "The household that stays.")),
    request_body(content = MergePlan, example = json!({ "other_id": "0197c9a2-0000-7000-8000-0000000000cd" })),
    responses(
        (status = 200, description = "What making them one does. `etag` is what to do it with.", body = MergePreview,
            example = json!({ "etag": "\"2f1e4cd0a9b7\"",
                "kept": { "id": "0197c9a2-0000-7000-8000-0000000000cc", "name": "Famille Martin", "resident": true,
                    "values": {}, "guardians": [], "children": [] },
                "other": { "id": "0197c9a2-0000-7000-8000-0000000000cd", "name": "Famille Martin", "resident": false,
                    "values": {}, "guardians": [], "children": [] },
                "children": [], "guardians": [], "conflicts": [{ "kind": "resident", "resident": true }],
                "moved": { "guardians": 0, "children": 0, "bookings": 3, "requests": 1, "documents": 0, "messages": 0,
                    "notes": 0, "change_requests": 0, "files": 1, "history": 4 } })),
        (status = 404, description = "`not_found`"),
        (status = 410, description = "`household_merged`: it is one with another already, `merged_into`."),
        (status = 422, description = "`invalid_value`: `other_id` is `same_household`, `unknown`, `merged`, `too_many` or \
            `erasure_asked`: an administrator decides on it first; \
            `children[0]` or `guardians[0]` is `unknown` or `twice`"),
    )
)]
#[post("/family_files/{household_id}/merges/preview")]
pub(super) async fn preview_merge(
    received: Received,
    staff: Require<MergeFamilies>,
    household_id: web::Path<HouseholdId>,
    body: Json<MergePlan>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let by = staff.signed_in.account_id;
    let examined = examine(&tx, &vault, &organisation, &received, by, *household_id, &body.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(examined.preview))
}
