//! What the file asks of somebody who is new, for staff who write them down.

use actix_web::{HttpResponse, get, web};
use shared::families::Need;
use shared::wire::SignUpForm;

use crate::auth::{EditFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::family_files::get::FileQuery;
use crate::family_files::sheet::year_of;
use crate::http::{Query, Received};
use crate::organisation::Snapshots;

/// What is asked in a school year, the present one without: of guardians, households and children. For `create_household`.
#[utoipa::path(
    operation_id = "get_household_form",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(FileQuery),
    responses(
        (status = 200, description = "What is asked, hidden fields left out.", body = SignUpForm,
            example = json!({ "school_year": "2026-2027",
                "rules": { "child_first_name": { "need": "required", "edits": "at_once" } } })),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[get("/household_form")]
pub(in crate::family_files) async fn get_household_form(
    received: Received,
    _staff: Require<EditFamilies>,
    query: Query<FileQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let organisation = snapshots.current(db.reader()).await?;
    let school_year = year_of(&organisation, query.0.school_year, received.at)?;
    let mut rules = organisation.file.rules(school_year);
    rules.retain(|_, rule| rule.need != Need::Hidden);
    Ok(HttpResponse::Ok().json(SignUpForm { school_year, rules }))
}
