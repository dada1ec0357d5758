//! Which copies there are.

use actix_web::{HttpResponse, get, web};
use shared::ids::HouseholdId;
use shared::wire::Exports;

use crate::auth::{HandleRights, Require, SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::rights::store::{self, Whose, shown_export};

/// The copies of a household that whoever asks has asked for: the last 10.
#[utoipa::path(
    operation_id = "list_exports",
    tag = "rights",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    responses(
        (status = 200, description = "Newest first.", body = Exports, example = json!({ "items": [{
            "id": "0197c9a2-0000-7000-8000-0000000000ee", "state": "ready", "asked_at": "2026-09-01T08:00:00Z",
            "ready_at": "2026-09-01T08:00:05Z", "expires_at": "2026-09-08T08:00:05Z", "size": 482_131 }] })),
        (status = 404, description = "`not_found`: no household of this account."),
    )
)]
#[get("/households/{household_id}/exports")]
pub(in crate::rights) async fn list_exports(
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let account = signed_in.account_id;
    household(db.reader(), account, *household_id).await?;
    answer(&db, *household_id, Whose::Guardian(account)).await
}

/// The copies that administrators have had made for a family: the last 10.
#[utoipa::path(
    operation_id = "list_exports_of_household",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    responses(
        (status = 200, description = "Newest first.", body = Exports, example = json!({ "items": [{
            "id": "0197c9a2-0000-7000-8000-0000000000ee", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z" }] })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/family_files/{household_id}/exports")]
pub(in crate::rights) async fn list_exports_of_household(
    _staff: Require<HandleRights>,
    household_id: web::Path<HouseholdId>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    store::household(db.reader(), *household_id).await?;
    answer(&db, *household_id, Whose::Staff).await
}

async fn answer(db: &Db, household: HouseholdId, whose: Whose) -> Result<HttpResponse, Error> {
    let rows = store::exports(db.reader(), household, whose).await?;
    let items = rows.iter().map(shown_export).collect();
    Ok(HttpResponse::Ok().json(Exports { items }))
}
