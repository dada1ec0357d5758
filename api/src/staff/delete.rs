//! Letting a colleague go.

use actix_web::{HttpResponse, delete, web};
use serde_json::json;
use shared::ids::AccountId;
use shared::problem::Problem;
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
    security(("access_token" = [])),
    params(
        ("account_id" = AccountId, Path, description = "Their account."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "Gone."),
        (status = 400, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_not_permitted`, `second_factor_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `role` is `last_administrator`", body = Problem, content_type = "application/problem+json"),
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
