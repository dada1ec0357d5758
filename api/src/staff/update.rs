//! Changing what a colleague does.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::AccountId;
use shared::staff::Role;
use shared::wire::StaffMemberUpdate;

use super::checked::checked;
use super::store;
use crate::auth::{ManageStaff, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;

/// Replaces names, role and facilities; acts from their next request on. The last administrator stays one. Administrators.
#[utoipa::path(
    operation_id = "update_staff_member",
    tag = "staff",
    security(("access_token" = ["manage_staff"])),
    params(
        ("account_id" = AccountId, Path, description = "Their account."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = StaffMemberUpdate, example = json!({ "first_name": "Nadia", "last_name": "Roux", "role": "reader", "facilities": [] })),
    responses(
        (status = 204, description = "Changed."),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: a name is `empty`, `too_long`, `invalid_characters` or `address_in_name`; `facilities` \
            is `role` or `unknown`; `role` is `last_administrator`"),
    )
)]
#[put("/staff/{account_id}")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_staff_member(
    received: Received,
    staff: Require<ManageStaff>,
    account_id: web::Path<AccountId>,
    version: IfMatch,
    body: Json<StaffMemberUpdate>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let id = *account_id;
    db.write(async |tx| {
        let (before, _) = store::member(tx, id).await?;
        let after = checked(body.0.clone(), &*snapshots.current(tx).await?)?;
        if before.role == Role::Administrator && after.role != Role::Administrator {
            store::another_administrator(tx, id).await?;
        }
        store::update(tx, id, version.0, &after).await?;
        let deed = Deed::by(&staff.signed_in, &received, ("staff", id.0), "changed");
        record(tx, &clock, received.at, &deed, Some(json!(before)), Some(json!(after))).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
