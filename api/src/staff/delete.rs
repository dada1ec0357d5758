//! Letting a colleague go.

use actix_web::{HttpResponse, delete, web};
use serde_json::json;
use shared::ids::AccountId;
use shared::staff::Role;

use super::store;
use crate::auth::{ManageStaff, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Received};

/// Takes the role away, from their next request on; the account stays, as somebody may be a parent too. The last
/// administrator stays. Administrators.
#[utoipa::path(
    operation_id = "delete_staff_member",
    tag = "staff",
    security(("access_token" = ["manage_staff"])),
    params(
        ("account_id" = AccountId, Path, description = "Their account."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "Gone."),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `role` is `last_administrator`"),
    )
)]
#[delete("/staff/{account_id}")]
pub(super) async fn delete_staff_member(
    received: Received,
    staff: Require<ManageStaff>,
    account_id: web::Path<AccountId>,
    version: IfMatch,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    let id = *account_id;
    db.write(async |tx| {
        let (before, _) = store::member(tx, id).await?;
        if before.role == Role::Administrator {
            store::another_administrator(tx, id).await?;
        }
        store::delete(tx, id, version.0).await?;
        let deed = Deed::by(&staff.signed_in, &received, ("staff", id.0), "let_go");
        record(tx, &clock, received.at, &deed, Some(json!(before)), None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
