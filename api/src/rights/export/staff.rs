//! An administrator has a copy made for a family, one without an account above all.

use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::wire::Export;

use super::create::{Asked, ask};
use crate::auth::{HandleRights, Require};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::Deed;
use crate::http::Received;
use crate::rights::store;

/// Has a copy of everything held on a household made, to be handed to the family: as `create_export`, with the notes of
/// staff, which somebody reads first because they may tell of others. The history tells of it.
#[utoipa::path(
    operation_id = "create_export_of_household",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    responses(
        (status = 202, description = "It is being made.", body = Export, example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000ee", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z" })),
        (status = 404, description = "`not_found`"),
    )
)]
#[post("/family_files/{household_id}/exports")]
pub(in crate::rights) async fn create_export_of_household(
    received: Received,
    staff: Require<HandleRights>,
    household_id: web::Path<HouseholdId>,
    config: web::Data<Config>,
    clock: web::Data<Clock>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let now = received.at;
    let export = db
        .write(async |tx| {
            store::lock_household(tx, *household_id).await?;
            let account = staff.signed_in.account_id;
            let asked = Asked { household: *household_id, account, guardian: None };
            let deed = Deed {
                household: Some(*household_id),
                ..Deed::by(&staff.signed_in, &received, ("household", household_id.0), "export_asked")
            };
            ask(tx, &clock, now, asked, config.rights.exports_per_day, &deed).await
        })
        .await?;
    Ok(HttpResponse::Accepted().json(store::shown_export(&export)))
}
