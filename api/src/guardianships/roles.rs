//! Staff look at the guardians of a household and say who may do what.

use actix_web::{HttpResponse, get, put, web};
use serde_json::json;
use shared::guardianships::check_roles;
use shared::ids::{GuardianId, HouseholdId};
use shared::wire::{HouseholdGuardians, RolesUpdate};

use super::list::{answer, guardians};
use super::store;
use crate::auth::{CheckFamilies, ReadFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;

/// The guardians of a household, as `list_guardians`. Every role; a referent, of the families of their facilities.
#[utoipa::path(
    operation_id = "list_guardians_of_household",
    tag = "guardianships",
    security(("access_token" = ["read_families"])),
    params(("household_id" = HouseholdId, Path, description = "The household."),),
    responses(
        (status = 200, description = "The guardians.", body = HouseholdGuardians,
            headers(("ETag" = String, description = "Of the roles.")), example = json!({ "server_time_ms": 1_788_249_600_000_i64,
            "name": "Famille Martin", "version": 1, "guardians": [{ "guardian_id": "0197c9a2-0000-7000-8000-000000000009",
                "may_book": true, "may_pick_up": true, "pays": true, "first_name": "Claire", "last_name": "Martin",
                "has_account": true, "is_me": true }], "invitations": [],
            "children": [{ "id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "elsewhere": ["Karim"] }] })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
    )
)]
#[get("/family_files/{household_id}/guardians")]
pub(super) async fn list_guardians_of_household(
    received: Received,
    staff: Require<ReadFamilies>,
    household_id: web::Path<HouseholdId>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    scope.permit(&tx, *household_id).await?;
    let found = guardians(&tx, *household_id, None, received.at).await?;
    tx.commit().await?;
    Ok(answer(&found))
}

/// Says of each guardian of a household whether they may book, fetch the children, pay. Administrators, agents, and the
/// referents of facilities that serve one of the children.
#[utoipa::path(
    operation_id = "update_guardian_roles",
    tag = "guardianships",
    security(("access_token" = ["check_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` that was read.", example = "\"1\""),
    ),
    request_body(content = RolesUpdate, example = json!({ "guardians": [{
        "guardian_id": "0197c9a2-0000-7000-8000-000000000009", "may_book": true, "may_pick_up": true, "pays": true }] })),
    responses(
        (status = 200, description = "As they are now.", body = HouseholdGuardians,
            headers(("ETag" = String, description = "Of the roles.")), example = json!({ "server_time_ms": 1_788_249_600_000_i64,
            "name": "Famille Martin", "version": 1, "guardians": [{ "guardian_id": "0197c9a2-0000-7000-8000-000000000009",
                "may_book": true, "may_pick_up": true, "pays": true, "first_name": "Claire", "last_name": "Martin",
                "has_account": true, "is_me": true }], "invitations": [],
            "children": [{ "id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "elsewhere": ["Karim"] }] })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 422, description = "`invalid_value`: `guardians` is `guardians` (not each once), `nobody_books` or `one_pays`"),
    )
)]
#[put("/family_files/{household_id}/guardians")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_guardian_roles(
    received: Received,
    staff: Require<CheckFamilies>,
    household_id: web::Path<HouseholdId>,
    version: IfMatch,
    body: Json<RolesUpdate>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let roles = body.0.guardians;
    let found = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let scope = staff.scope(tx, &organisation, received.at).await?;
            scope.permit(tx, *household_id).await?;
            lock_household(tx, *household_id).await?;
            let before = guardians(tx, *household_id, None, received.at).await?;
            if before.version != version.0 {
                return Err(Error::ChangedMeanwhile);
            }
            let ids: Vec<GuardianId> = before.guardians.iter().map(|one| one.roles.guardian_id).collect();
            check_roles(&ids, &roles)
                .map_err(|fault| Error::invalid("guardians", fault.code(), "see the operation"))?;
            let payer = roles.iter().find(|one| one.pays).map(|one| one.guardian_id);
            store::set_payer(tx, *household_id, version.0, payer).await?;
            for one in &roles {
                store::set_roles(tx, *household_id, one).await?;
            }
            let deed = Deed {
                household: Some(*household_id),
                ..Deed::by(&staff.signed_in, &received, ("household", household_id.0), "roles_changed")
            };
            let told: Vec<_> = before.guardians.iter().map(|one| one.roles).collect();
            record(tx, &clock, received.at, &deed, Some(json!(told)), Some(json!(roles))).await?;
            guardians(tx, *household_id, None, received.at).await
        })
        .await?;
    Ok(answer(&found))
}
