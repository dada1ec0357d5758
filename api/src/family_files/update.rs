//! A family edits its file.

use actix_web::{HttpResponse, patch, web};
use serde_json::json;
use shared::families::{Field, FileSubject};
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{FileEdit, FileEditResult};

use super::apply::{apply, raise};
use super::changes::{self, Editor};
use super::edit::{Changes, Rules};
use super::family::{Answers, Family, subject_key};
use super::health;
use super::sheet::year_of;
use crate::auth::{HouseholdAccess, SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
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
        (status = 400, description = "`malformed_body`, `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`not_permitted`: the account may look, but not act.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no household of this account, or nobody of it.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `values.<field>` is `empty`, `too_long`, `invalid_characters`, \
            `phone`, `postal_code`, `caf_number`, `invalid_date`, `future`, `unknown_choice`, `wrong_form` or `not_asked`; \
            `school_year` is `unknown`", body = Problem, content_type = "application/problem+json"),
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
            let mut present = family.answers(edit.subject, year)?;
            if let FileSubject::Child(id) = edit.subject {
                present.extend(health::open(&vault, &family, id)?);
            }
            let rules = Rules { organisation: &organisation, year, today: organisation.today(received.at) };
            let sorted = rules.judge(edit.subject, &present, &edit.values)?;
            let changed: Changes = sorted
                .at_once
                .clone()
                .into_iter()
                .filter(|(field, new)| new.as_ref() != present.get(field))
                .collect();
            let mut next = version.0;
            if !changed.is_empty() {
                next = apply(tx, &vault, &family, edit.subject, year, &changed).await?;
                let subject = subject_key(edit.subject, access.household_id);
                let deed = Deed {
                    household: Some(access.household_id),
                    ..Deed::by(&signed_in, &received, subject, "edited")
                };
                let (before, after) = told(&present, &changed);
                record(tx, &clock, received.at, &deed, Some(before), Some(after)).await?;
            }
            let by =
                Editor { clock: &clock, vault: &vault, now: received.at, account_id: signed_in.account_id };
            let waits = changes::Waits {
                household: access.household_id,
                subject: edit.subject,
                year,
                present: &present,
                at_once: &sorted.at_once,
                waiting: &sorted.waiting,
            };
            if let Some(merged) = changes::merge(tx, by, waits).await? {
                if changed.is_empty() {
                    // the other guardian who asks for something else has to see this first
                    next = raise(tx, &family, edit.subject).await?;
                }
                let action = if merged.fields.is_empty() { "withdrawn" } else { "asked" };
                let deed = Deed {
                    household: Some(access.household_id),
                    ..Deed::by(&signed_in, &received, ("change_request", merged.id), action)
                };
                let asked = json!({ "fields": merged.fields });
                record(tx, &clock, received.at, &deed, None, Some(asked)).await?;
            }
            Ok(FileEditResult {
                subject: edit.subject,
                version: next,
                applied: changed.into_keys().collect(),
                waiting: sorted.waiting.into_keys().collect(),
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(result))
}

/// Whoever may only look edits nothing but what the file tells of themselves.
fn permit(access: &HouseholdAccess, subject: FileSubject) -> Result<(), Error> {
    if access.may_book || subject == FileSubject::Guardian(access.guardian_id) {
        Ok(())
    } else {
        Err(Error::NotPermitted)
    }
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
