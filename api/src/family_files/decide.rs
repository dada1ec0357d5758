//! Staff decide on a file.

use actix_web::{HttpResponse, put, web};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use shared::problem::FieldError;
use shared::wire::{FileDecision, FileVerdict};

use super::family::Family;
use super::letters::{About, tell};
use super::residence;
use super::sheet::year_of;
use super::store::{came_after, write_file};
use super::words::{required, words};
use crate::auth::{CheckFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::documents;
use crate::entities::family_files::{ActiveModel, FileState};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Validates a file, or asks the family for more; a mail tells them. Where something required is missing, answers or
/// documents, it is validated only with a reason, which the history keeps. More about children who came after a file was
/// validated leaves it validated for the others. Administrators, agents, and the referents of
/// facilities that serve one of the children.
#[utoipa::path(
    operation_id = "decide_family_file",
    tag = "family_files",
    security(("access_token" = ["check_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` of the file that was read.", example = "\"1\""),
    ),
    request_body(content = FileDecision, example = json!({ "school_year": "2026-2027", "verdict": "more_needed",
        "message": "Il manque le numéro de téléphone du médecin." })),
    responses(
        (status = 204, description = "Decided."),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 412, description = "`changed_meanwhile`: a colleague has decided, or the family has submitted again or changed what it tells."),
        (status = 422, description = "`invalid_value`: `message` is `empty`, `too_long` or `invalid_characters`; \
            `despite` is `too_long` or `invalid_characters`; `verdict` is `incomplete`, with `missing.<field>` and \
            `missing_documents.<type_id>` as `empty`: something required is missing; `school_year` is `unknown`"),
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
    letters: web::Data<Letters>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let FileDecision { school_year, verdict, message, resident, despite } = &body.0;
    let despite = words("despite", despite)?;
    let message = match verdict {
        FileVerdict::Validated => words("message", message)?,
        FileVerdict::MoreNeeded => required("message", message)?,
    };
    let now = received.at;
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, Some(*school_year), now)?;
        let scope = staff.scope(tx, &organisation, now).await?;
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
        let file = family.file(&organisation, year)?;
        let lacks = match state {
            FileState::Validated => lacking(tx, &vault, &organisation, &family, year, now).await?,
            _ => Vec::new(),
        };
        // of a file that lacks nothing, nothing is to be said
        let despite = Some(despite.as_str()).filter(|_| !lacks.is_empty());
        if despite.is_some_and(str::is_empty) {
            return Err(Error::InvalidValue(lacks));
        }
        let submitted_at = row.and_then(|row| row.submitted_at);
        // asked about children who came after the file was validated: it stays so for those who were there
        let about_new = row.filter(|row| {
            state == FileState::Incomplete && row.state == FileState::Validated && !file.unchecked.is_empty()
        });
        let (state, submitted_at, decided_at) = match about_new {
            Some(row) => (FileState::Validated, None, row.decided_at),
            None => (state, submitted_at, Some(family.after_submissions(year, now))),
        };
        let decided = ActiveModel {
            household_id: Set(household_id.0),
            school_year: Set(year.to_string()),
            state: Set(state),
            submitted_at: Set(submitted_at),
            decided_at: Set(decided_at),
            message: Set(Some(message.clone()).filter(|message| !message.is_empty())),
            version: Set(version.0 + 1),
        };
        write_file(tx, row, decided).await?;
        if let (FileState::Validated, None, Some(decided)) = (state, about_new, decided_at) {
            // nobody has looked at who begins only later
            came_after(tx, *household_id, &family.not_decided_on(&file), decided).await?;
        }
        if resident.is_some() && *resident != family.household.resident {
            residence::write(tx, &family, *resident).await?;
        }
        let deed = Deed {
            household: Some(*household_id),
            ..Deed::by(&staff.signed_in, &received, ("family_file", household_id.0), action)
        };
        let after =
            json!({ "school_year": year, "message": message, "resident": resident, "despite": despite });
        record(tx, &clock, now, &deed, None, Some(after)).await?;
        let about = About { template, school_year: year.to_string(), message: &message, fields: Vec::new() };
        tell(&letters, tx, now, &family, &about).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What of all that is required is missing, as a refusal names it; nothing when nothing is.
async fn lacking(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: &Organisation,
    family: &Family,
    year: SchoolYear,
    now: DateTime<Utc>,
) -> Result<Vec<FieldError>, Error> {
    let empty = |field: String, detail: String| FieldError { field, code: "empty".to_owned(), detail };
    let (household, children) = (family.household.id.into(), family.children()?);
    let today = organisation.today(now);
    let called_for = family.called_for(vault, organisation)?;
    let documents =
        documents::missing(db, organisation, household, (&children, &called_for), year, today).await?;
    let answers = family.file(organisation, year)?.missing.into_iter();
    let answers =
        answers.map(|item| empty(format!("missing.{}", item.field.code()), format!("{:?}", item.subject)));
    let documents = documents.into_iter().map(|item| {
        empty(format!("missing_documents.{}", item.asked.type_id), format!("{:?}", item.asked.subject))
    });
    let found: Vec<_> = answers.chain(documents).collect();
    let verdict = || FieldError {
        field: "verdict".to_owned(),
        code: "incomplete".to_owned(),
        detail: "something required is missing: say why it is validated all the same".to_owned(),
    };
    Ok(if found.is_empty() { found } else { std::iter::once(verdict()).chain(found).collect() })
}
