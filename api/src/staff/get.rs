//! One of those who work for the organisation.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use shared::ids::AccountId;
use shared::wire::StaffMember;

use super::store;
use crate::auth::{ReadStaff, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::etag_of_version;

/// One of them, with the `ETag` by which to change them. Every role.
#[utoipa::path(
    operation_id = "get_staff_member",
    tag = "staff",
    security(("access_token" = ["read_staff"])),
    params(("account_id" = AccountId, Path, description = "Their account.")),
    responses(
        (status = 200, description = "Who they are.", body = StaffMember, headers(("ETag" = String, description = "To change them with.")),
            example = json!({ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "nadia.roux@commune.example", "first_name": "Nadia",
            "last_name": "Roux", "role": "agent", "facilities": [], "has_password": true, "second_factor": true })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/staff/{account_id}")]
pub(super) async fn get_staff_member(
    _: Require<ReadStaff>,
    account_id: web::Path<AccountId>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let (member, version) = store::member(db.reader(), *account_id).await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(version))).json(member))
}
