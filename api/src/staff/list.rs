//! Who works for the organisation.

use actix_web::{HttpResponse, get, web};
use shared::wire::Staff;

use super::store;
use crate::auth::{ReadStaff, Require};
use crate::db::Db;
use crate::error::Error;

/// All who work for the organisation, by name. Every role.
#[utoipa::path(
    operation_id = "list_staff",
    tag = "staff",
    security(("access_token" = ["read_staff"])),
    responses(
        (status = 200, description = "Everybody.", body = Staff, example = json!({ "items": [{ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "nadia.roux@commune.example", "first_name": "Nadia",
            "last_name": "Roux", "role": "agent", "facilities": [], "has_password": true, "second_factor": true }] })),
    )
)]
#[get("/staff")]
pub(super) async fn list_staff(_: Require<ReadStaff>, db: web::Data<Db>) -> Result<HttpResponse, Error> {
    let members = store::members(db.reader(), None).await?;
    Ok(HttpResponse::Ok().json(Staff { items: members.into_iter().map(|(member, _)| member).collect() }))
}
