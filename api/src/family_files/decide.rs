//! Staff decide on a file.

use actix_web::{HttpResponse, put, web};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{FileDecision, FileVerdict};

use super::family::Family;
use super::letters::{About, FileLetters};
use super::scope::Scope;
use super::sheet::year_of;
use super::words::{required, words};
use crate::auth::{CheckFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::family_files::{ActiveModel, Column, Entity, FileState};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;

/// Validates a file, or asks the family for more; a mail tells them. Administrators, agents, and the referents of
/// facilities that serve one of the children.
#[utoipa::path(
    operation_id = "decide_family_file",
    tag = "family_files",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` of the file that was read.", example = "\"1\""),
    ),
    request_body(content = FileDecision, example = json!({ "school_year": "2026-2027", "verdict": "more_needed",
        "message": "Il manque le numéro de téléphone du médecin." })),
    responses(
        (status = 204, description = "Decided."),
        (status = 400, description = "`malformed_body`, `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_not_permitted`, `second_factor_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no such household, or none of a referent's.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`: a colleague has decided, or the family has submitted again.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `message` is `empty`, `too_long` or `invalid_characters`; \
            `verdict` is `incomplete`: something required is missing; `school_year` is `unknown`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/family_files/{household_id}/decision")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn decide_family_file(
    received: Received,
    staff: Require<CheckFamilies>,
    household_id: web::Path<HouseholdId>,
    version: IfMatch,
    body: Json<FileDecision>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<FileLetters>,
) -> Result<HttpResponse, Error> {
    let FileDecision { school_year, verdict, message } = &body.0;
    let message = match verdict {
        FileVerdict::Validated => words("message", message)?,
        FileVerdict::MoreNeeded => required("message", message)?,
    };
    let now = received.at;
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, Some(*school_year), now)?;
        let scope = Scope::of(tx, &organisation, staff.signed_in.account_id, staff.role).await?;
        scope.permit(tx, *household_id).await?;
        lock_household(tx, *household_id).await?;
        let family = Family::load(tx, *household_id).await?;
        let row = family.row(year);
        if row.map_or(0, |row| row.version) != version.0 {
            return Err(Error::ChangedMeanwhile);
        }
        let (state, template, action) = match verdict {
            FileVerdict::Validated => (FileState::Validated, "file_validated", "validated"),
            FileVerdict::MoreNeeded => (FileState::Incomplete, "file_more_needed", "more_needed"),
        };
        if state == FileState::Validated && !family.file(&organisation, year)?.missing.is_empty() {
            return Err(Error::invalid("verdict", "incomplete", "something required is missing"));
        }
        let decided = ActiveModel {
            household_id: Set(household_id.0),
            school_year: Set(year.to_string()),
            state: Set(state),
            submitted_at: Set(row.and_then(|row| row.submitted_at)),
            decided_at: Set(Some(now)),
            message: Set(Some(message.clone()).filter(|message| !message.is_empty())),
            version: Set(version.0 + 1),
        };
        let update = OnConflict::columns([Column::HouseholdId, Column::SchoolYear])
            .update_columns([Column::State, Column::DecidedAt, Column::Message, Column::Version])
            .to_owned();
        Entity::insert(decided).on_conflict(update).exec_without_returning(tx).await?;
        let deed = Deed {
            household: Some(*household_id),
            ..Deed::by(&staff.signed_in, &received, ("family_file", household_id.0), action)
        };
        let after = json!({ "school_year": year, "message": message });
        record(tx, &clock, now, &deed, None, Some(after)).await?;
        let about = About { template, school_year: year.to_string(), message: &message, fields: Vec::new() };
        letters.queue(tx, now, &family, &about).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
