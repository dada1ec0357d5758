//! Staff look at a file: all of it but health, which is asked for besides.

use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use shared::families::{Field, FileSubject, Need};
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{ChildHealth, FamilyFileSheet};

use super::changes;
use super::family::Family;
use super::get::FileQuery;
use super::health;
use super::on_behalf::perhaps_same;
use super::sheet::{Reader, sheet, year_of};
use crate::auth::{CheckFamilies, ReadFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::documents;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Query, Received, etag_of_version};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// The file of a family, for staff. Of health it tells only which fields are answered, and which documents are missing to
/// those who may read it.
#[utoipa::path(
    operation_id = "get_family_file_of_household",
    tag = "family_files",
    security(("access_token" = ["read_families"])),
    params(("household_id" = HouseholdId, Path, description = "The household."), FileQuery),
    responses(
        (status = 200, description = "The file.", body = FamilyFileSheet,
            headers(("ETag" = String, description = "To decide with.")),
            example = json!({ "server_time_ms": 1_788_249_600_000_i64,
            "household_id": "0197c9a2-0000-7000-8000-0000000000cc", "name": "Famille Martin", "resident": true,
            "file": { "school_year": "2026-2027", "state": "received" }, "version": 1,
            "submitted_at": "2026-09-01T08:00:00Z", "needs_validation": true, "school_years": ["2026-2027"],
            "beginning": { "school_years": ["2026-2027"], "suggested": "2026-2027" },
            "rules": { "child_allergies": { "need": "required", "edits": "at_once" } },
            "parts": [{ "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" }, "version": 1, "values": {},
                "sealed": ["child_allergies"], "is_me": false }] })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 410, description = "`household_merged`; `merged_into` names the household it is one with."),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[get("/family_files/{household_id}")]
pub(super) async fn get_family_file_of_household(
    received: Received,
    staff: Require<ReadFamilies>,
    household_id: web::Path<HouseholdId>,
    query: Query<FileQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let year = year_of(&organisation, query.0.school_year, received.at)?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    scope.permit(&tx, *household_id).await?;
    let family = Family::load(&tx, *household_id).await?;
    let mut answer = sheet(&tx, &organisation, &family, year, Reader::Staff(&vault), received.at).await?;
    let (who, today) = ((staff.signed_in.account_id, staff.role), organisation.today(received.at));
    let readable = documents::health_readable(&tx, &organisation, who, today, *household_id).await?;
    documents::hide_health(&mut answer.missing_documents, &organisation, &readable);
    answer.perhaps_same = perhaps_same(&tx, &scope, &family).await?;
    tx.commit().await?;
    let etag = etag_of_version(answer.version);
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag)).json(answer))
}

/// The health of a child, as far as it is asked in a school year. The look is written into the history. Administrators, agents, and the referents of facilities
/// that serve the child.
#[utoipa::path(
    operation_id = "get_child_health",
    tag = "family_files",
    security(("access_token" = ["check_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
        FileQuery,
    ),
    responses(
        (status = 200, description = "What the family told.", body = ChildHealth, example = json!({
            "child_id": "0197c9a2-0000-7000-8000-000000000001", "values": { "child_allergies": "Arachides" } })),
        (status = 404, description = "`not_found`: no such household or child, or none of a referent's."),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[get("/family_files/{household_id}/children/{child_id}/health")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn get_child_health(
    received: Received,
    staff: Require<CheckFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    query: Query<FileQuery>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    let answer = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let year = year_of(&organisation, query.0.school_year, received.at)?;
            let asked = |field: &Field| {
                field.section().is_health() && organisation.file.rule(*field, year).need != Need::Hidden
            };
            let scope = staff.scope(tx, &organisation, received.at).await?;
            scope.permit(tx, household_id).await?;
            let family = Family::load(tx, household_id).await?;
            family.child(child_id)?;
            scope.permit_child(tx, child_id).await?;
            let rows = changes::waiting(tx, household_id).await?;
            let subject = FileSubject::Child(child_id);
            // of several school years, the latest
            let mut waiting = BTreeMap::new();
            for row in changes::of_subject(&rows, household_id, subject) {
                waiting.extend(changes::open(&vault, row)?);
            }
            let deed = Deed {
                household: Some(household_id),
                ..Deed::by(&staff.signed_in, &received, ("child", child_id.0), "health_read")
            };
            record(tx, &clock, received.at, &deed, None, None).await?;
            let mut values = health::open(&vault, &family, child_id)?;
            values.retain(|field, _| asked(field));
            Ok(ChildHealth {
                child_id,
                values,
                waiting: waiting
                    .into_iter()
                    .filter(|(field, _)| asked(field))
                    .map(|(field, change)| (field, change.new))
                    .collect(),
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}
