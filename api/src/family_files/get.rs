//! The family's own look at its file.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use shared::calendar::SchoolYear;
use shared::ids::HouseholdId;
use shared::wire::FamilyFileSheet;
use utoipa::IntoParams;

use super::family::Family;
use super::sheet::{Reader, sheet, year_of};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Query, Received};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Which file is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FileQuery {
    /// Of which school year; the present one when absent.
    #[param(example = "2026-2027")]
    pub(super) school_year: Option<SchoolYear>,
}

/// The file of a household: what is asked, what is answered, what is missing, what waits for staff. For its guardians.
#[utoipa::path(
    operation_id = "get_family_file",
    tag = "family_files",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household."), FileQuery),
    responses(
        (status = 200, description = "The file.", body = FamilyFileSheet, example = json!({ "server_time_ms": 1_788_249_600_000_i64,
            "household_id": "0197c9a2-0000-7000-8000-0000000000cc", "name": "Famille Martin", "resident": true,
            "file": { "school_year": "2026-2027", "state": "incomplete",
                "missing": [{ "subject": "household", "field": "address_city" }] },
            "version": 0, "needs_validation": true, "school_years": ["2026-2027"],
            "beginning": { "school_years": ["2026-2027"], "suggested": "2026-2027" },
            "rules": { "address_city": { "need": "required", "edits": "at_once" } },
            "parts": [{ "subject": "household", "version": 1, "values": {}, "is_me": false }] })),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[get("/households/{household_id}/file")]
pub(super) async fn get_family_file(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    query: Query<FileQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    let organisation = snapshots.current(&tx).await?;
    let year = year_of(&organisation, query.0.school_year, received.at)?;
    let family = Family::load(&tx, access.household_id).await?;
    let reader = Reader::Guardian(access.guardian_id, &vault);
    let answer = sheet(&tx, &organisation, &family, year, reader, received.at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(answer))
}
