//! Staff complete and correct answers on behalf of a family.

use actix_web::{HttpResponse, patch, web};
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::wire::{FileEdit, FileEditResult};

use super::in_reach;
use crate::auth::{EditFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::family_files::apply::apply;
use crate::family_files::changes::{self, Editor};
use crate::family_files::edit::{Changes, Rules};
use crate::family_files::family::subject_key;
use crate::family_files::health;
use crate::family_files::sheet::year_of;
use crate::family_files::update::told;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Edits what the file tells of one subject on behalf of the family. It holds at once, also where edits of families wait for
/// staff; what waited for these fields is settled by it. Where answers about health are named, the history tells of a look at
/// them: what was written tells what stood there. Administrators, agents, and the referents of facilities that serve
/// one of the children.
#[utoipa::path(
    operation_id = "update_family_file_of_household",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` of the part that was read.", example = "\"1\""),
    ),
    request_body(content = FileEdit, example = json!({ "subject": "household", "school_year": "2026-2027",
        "values": { "address_city": "Void-Vacon" } })),
    responses(
        (status = 200, description = "What became of it; nothing waits.", body = FileEditResult, example = json!({
            "subject": "household", "version": 2, "applied": ["address_city"], "waiting": [] })),
        (status = 404, description = "`not_found`: no such household or nobody of it, or none of a referent's."),
        (status = 410, description = "`household_merged`; `merged_into` names the household it is one with."),
        (status = 422, description = "`invalid_value` as for `update_family_file`"),
    )
)]
#[patch("/family_files/{household_id}")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::family_files) async fn update_family_file_of_household(
    received: Received,
    staff: Require<EditFamilies>,
    household_id: web::Path<HouseholdId>,
    version: IfMatch,
    body: Json<FileEdit>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let edit = body.0;
    let household_id = *household_id;
    let result = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let year = year_of(&organisation, Some(edit.school_year), received.at)?;
            let family =
                in_reach(tx, &organisation, &staff, (household_id, edit.subject), received.at).await?;
            if family.version(edit.subject)? != version.0 {
                return Err(Error::ChangedMeanwhile);
            }
            let mut present = family.answers(edit.subject, year)?;
            if let FileSubject::Child(id) = edit.subject {
                present.extend(health::open(&vault, &family, id)?);
                // which answers changed tells what stood there
                if edit.values.keys().any(|field| field.section().is_health()) {
                    let look = Deed {
                        household: Some(household_id),
                        ..Deed::by(&staff.signed_in, &received, ("child", id.0), "health_read")
                    };
                    record(tx, &clock, received.at, &look, None, None).await?;
                }
            }
            let rules = Rules { organisation: &organisation, year, today: organisation.today(received.at) };
            let sorted = rules.judge(edit.subject, &present, &edit.values)?;
            let written: Changes = sorted.at_once.into_iter().chain(sorted.waiting).collect();
            let changed: Changes = written
                .clone()
                .into_iter()
                .filter(|(field, new)| new.as_ref() != present.get(field))
                .collect();
            let mut next = version.0;
            if !changed.is_empty() {
                next = apply(tx, &vault, &family, edit.subject, year, &changed).await?;
                let subject = subject_key(edit.subject, household_id);
                let deed = Deed {
                    household: Some(household_id),
                    ..Deed::by(&staff.signed_in, &received, subject, "edited")
                };
                let (before, after) = told(&present, &changed);
                record(tx, &clock, received.at, &deed, Some(before), Some(after)).await?;
            }
            let account_id = staff.signed_in.account_id;
            let by = Editor { clock: &clock, vault: &vault, now: received.at, account_id };
            let nothing = Changes::new();
            let waits = changes::Waits {
                household: household_id,
                subject: edit.subject,
                year,
                present: &present,
                at_once: &written,
                waiting: &nothing,
            };
            changes::merge(tx, by, waits).await?;
            let applied = changed.into_keys().collect();
            Ok(FileEditResult { subject: edit.subject, version: next, applied, waiting: Vec::new() })
        })
        .await?;
    Ok(HttpResponse::Ok().json(result))
}
