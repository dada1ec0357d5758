//! A family says that its file is complete.

use actix_web::{HttpResponse, put, web};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use shared::ids::HouseholdId;
use shared::problem::FieldError;
use shared::wire::FileSubmission;

use super::family::Family;
use super::letters::{About, tell};
use super::sheet::{waits, year_of};
use super::store::write_file;
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::family_files::{ActiveModel, FileState};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::letters::Letters;
use crate::organisation::Snapshots;

/// Submits the file of a school year to staff, who find it in their queue. What is required must be there.
///
/// A file that staff have validated may be submitted again when somebody has come into the household; it stays validated
/// for everybody else. Submitting twice changes nothing.
#[utoipa::path(
    operation_id = "submit_family_file",
    tag = "family_files",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body(content = FileSubmission, example = json!({ "school_year": "2026-2027" })),
    responses(
        (status = 204, description = "Submitted; a mail says so."),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`; or each field missing is `empty`, as \
            `missing.<field>`; or `children` is `empty`"),
    )
)]
#[put("/households/{household_id}/file/submission")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn submit_family_file(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    body: Json<FileSubmission>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let now = received.at;
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, *household_id).await?;
        access.require_booking()?;
        lock_household(tx, access.household_id).await?;
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, Some(body.0.school_year), now)?;
        let family = Family::load(tx, access.household_id).await?;
        let file = family.file(&organisation, year)?;
        let missing = file.missing.iter().map(|item| FieldError {
            field: format!("missing.{}", item.field.code()),
            code: "empty".to_owned(),
            detail: format!("{:?}", item.subject),
        });
        let missing: Vec<_> = missing.collect();
        if !missing.is_empty() {
            return Err(Error::InvalidValue(missing));
        }
        if family.children.len() == file.later.len() {
            return Err(Error::invalid("children", "empty", "a file without a child in that school year"));
        }
        let row = family.row(year);
        let validated = row.is_some_and(|row| row.state == FileState::Validated);
        if row.is_some_and(waits) || (validated && file.unchecked.is_empty()) {
            return Ok(());
        }
        let submitted = ActiveModel {
            household_id: Set(access.household_id.0),
            school_year: Set(year.to_string()),
            state: Set(if validated { FileState::Validated } else { FileState::Received }),
            submitted_at: Set(Some(family.after_decisions(now))),
            decided_at: Set(row.and_then(|row| row.decided_at)),
            message: Set(None),
            version: Set(row.map_or(1, |row| row.version + 1)),
        };
        write_file(tx, row, submitted).await?;
        let deed = Deed {
            household: Some(access.household_id),
            ..Deed::by(&signed_in, &received, ("family_file", access.household_id.0), "submitted")
        };
        record(tx, &clock, now, &deed, None, Some(json!({ "school_year": year }))).await?;
        let about = About {
            template: "file_received",
            school_year: year.to_string(),
            message: "",
            fields: Vec::new(),
        };
        tell(&letters, tx, now, &family, &about).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
