//! A family edits its file.

use actix_web::{HttpResponse, patch, web};
use serde_json::json;
use shared::families::{Field, FileSubject};
use shared::ids::HouseholdId;
use shared::wire::{FileEdit, FileEditResult};

use super::edit::Changes;
use super::editing::Editing;
use super::family::{Answers, Family};
use super::sheet::year_of;
use crate::auth::{HouseholdAccess, SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Edits what the file tells of one subject: at once, or when staff accept it, as the organisation asks field by field.
///
/// Guardians who may book edit everything, others what the file tells of themselves.
#[utoipa::path(
    operation_id = "update_family_file",
    tag = "family_files",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` of the part that was read.", example = "\"1\""),
    ),
    request_body(content = FileEdit, example = json!({ "subject": "household", "school_year": "2026-2027",
        "values": { "address_city": "Void-Vacon", "address_extra": null } })),
    responses(
        (status = 200, description = "What became of it.", body = FileEditResult, example = json!({ "subject": "household",
            "version": 2, "applied": ["address_extra"], "waiting": ["address_city"] })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or nobody of it."),
        (status = 422, description = "`invalid_value`: `values.<field>` is `empty`, `too_long`, `invalid_characters`, \
            `phone`, `postal_code`, `caf_number`, `invalid_date`, `future`, `unknown_choice`, `wrong_form` or `not_asked`; \
            `school_year` is `unknown`"),
    )
)]
#[patch("/households/{household_id}/file")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_family_file(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    version: IfMatch,
    body: Json<FileEdit>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let edit = body.0;
    let result = db
        .write(async |tx| {
            let access = household(tx, signed_in.account_id, *household_id).await?;
            permit(&access, edit.subject)?;
            lock_household(tx, access.household_id).await?;
            let organisation = snapshots.current(tx).await?;
            let year = year_of(&organisation, Some(edit.school_year), received.at)?;
            let family = Family::load(tx, access.household_id).await?;
            if family.version(edit.subject)? != version.0 {
                return Err(Error::ChangedMeanwhile);
            }
            let by = Editing {
                clock: &clock,
                vault: &vault,
                organisation: &organisation,
                now: received.at,
                account_id: signed_in.account_id,
                request_id: &received.request_id,
            };
            by.write(tx, &family, edit.subject, year, &edit.values).await
        })
        .await?;
    Ok(HttpResponse::Ok().json(result))
}

/// Whoever may only look edits nothing but what the file tells of themselves.
fn permit(access: &HouseholdAccess, subject: FileSubject) -> Result<(), Error> {
    if subject == FileSubject::Guardian(access.guardian_id) { Ok(()) } else { access.require_booking() }
}

/// Before and after, for the history: of health only that it changed.
pub(super) fn told(present: &Answers, changed: &Changes) -> (serde_json::Value, serde_json::Value) {
    let shown = |field: &Field, value: Option<&shared::families::FieldValue>| {
        let value = if field.section().is_health() { json!("health") } else { json!(value) };
        (field.code().to_owned(), value)
    };
    let before = changed.keys().map(|field| shown(field, present.get(field)));
    let after = changed.iter().map(|(field, value)| shown(field, value.as_ref()));
    (before.collect::<serde_json::Map<_, _>>().into(), after.collect::<serde_json::Map<_, _>>().into())
}
