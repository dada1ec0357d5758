//! The change requests that wait, for staff, and deciding on them.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, put, web};
use anyhow::Context;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::json;
use shared::families::{Field, FileSubject};
use shared::ids::ChangeRequestId;
use shared::wire::{ChangeDecision, ChangeRequest, FieldChange, Page};
use uuid::Uuid;

use super::apply::apply;
use super::changes::{self, Change, End};
use super::edit::{Changes, Rules};
use super::family::{Family, subject_key};
use super::health;
use super::letters::{About, tell};
use super::update::told;
use super::words::{required, words};
use crate::auth::{CheckFamilies, ReadFamilies, Require, Scope, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::change_requests::{ChangeState, Column, Entity, Model};
use crate::entities::{children, guardians, households};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, PageQuery, Query, Received, page};
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// The edits that wait for staff, the oldest first; of a referent, of the families and children their facilities serve.
#[utoipa::path(
    operation_id = "list_change_requests",
    tag = "family_files",
    security(("access_token" = ["read_families"])),
    params(PageQuery),
    responses(
        (status = 200, description = "A page.", body = Page<ChangeRequest>, example = json!({ "items": [{
            "id": "0197c9a2-0000-7000-8000-0000000000dd", "household_id": "0197c9a2-0000-7000-8000-0000000000cc",
            "household": "Famille Martin", "subject": "household", "subject_name": "Famille Martin",
            "school_year": "2026-2027", "version": 1, "created_at": "2026-09-01T08:00:00Z",
            "changes": [{ "field": "address_city", "old": "Void", "new": "Void-Vacon" }] }] })),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/change_requests")]
pub(super) async fn list_change_requests(
    received: Received,
    staff: Require<ReadFamilies>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    let mut rows = waiting_requests(&scope)
        .find_also_related(households::Entity)
        .order_by_asc(Column::Id)
        .limit(limit + 1);
    if let Some(after) = after {
        rows = rows.filter(Column::Id.gt(after));
    }
    let rows = rows.all(&tx).await?;
    let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.subject_id).collect();
    let guardians =
        guardians::Entity::find().filter(guardians::Column::Id.is_in(ids.clone())).all(&tx).await?;
    let children = children::Entity::find().filter(children::Column::Id.is_in(ids)).all(&tx).await?;
    tx.commit().await?;
    let names: BTreeMap<Uuid, String> = guardians
        .into_iter()
        .map(|row| (row.id, format!("{} {}", row.first_name, row.last_name)))
        .chain(children.into_iter().map(|row| (row.id, format!("{} {}", row.first_name, row.last_name))))
        .collect();
    let show = |(row, household): (Model, Option<households::Model>)| -> Result<ChangeRequest, Error> {
        let household = household.map(|row| row.name).unwrap_or_default();
        Ok(ChangeRequest {
            id: row.id.into(),
            household_id: row.household_id.into(),
            subject: changes::subject_of(&row)?,
            subject_name: names.get(&row.subject_id).cloned().unwrap_or_else(|| household.clone()),
            household,
            school_year: row.school_year.parse().context("reading a school year")?,
            version: row.version,
            created_at: row.created_at,
            changes: changes::open(&vault, &row)?.into_iter().map(shown).collect(),
        })
    };
    let found = page(rows, limit, |(row, _)| row.id, show);
    let items = found.items.into_iter().collect::<Result<Vec<_>, Error>>()?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: found.next_cursor }))
}

/// The change requests that wait, of those whom somebody works for.
pub(super) fn waiting_requests(scope: &Scope) -> Select<Entity> {
    let editable =
        Condition::any().add(Column::SubjectType.ne("child")).add(scope.on_editable_child(Column::SubjectId));
    Entity::find()
        .filter(Column::State.eq(ChangeState::Waiting))
        .filter(scope.on(Column::HouseholdId))
        .filter(editable)
}

/// Health data are named, and asked for besides.
fn shown((field, change): (Field, Change)) -> FieldChange {
    if field.section().is_health() {
        return FieldChange { field, old: None, new: None };
    }
    FieldChange { field, old: change.old, new: change.new }
}

/// Accepts or refuses a change request; a mail tells the family. What is accepted takes effect at once. Administrators,
/// agents, and the referents of facilities that serve one of the children.
#[utoipa::path(
    operation_id = "decide_change_request",
    tag = "family_files",
    security(("access_token" = ["check_families"])),
    params(
        ("change_request_id" = ChangeRequestId, Path, description = "The change request."),
        ("If-Match" = String, Header, description = "The `version` that was read.", example = "\"1\""),
    ),
    request_body(content = ChangeDecision, example = json!({ "accepted": false, "reason": "Joignez un justificatif de domicile." })),
    responses(
        (status = 204, description = "Decided."),
        (status = 404, description = "`not_found`: no such request, or of no family or child of a referent's."),
        (status = 412, description = "`changed_meanwhile`: a colleague has decided, the family has changed or taken it back, or \
            what it is to replace is no more what was shown: the request shows what stands there now."),
        (status = 422, description = "`invalid_value`: `reason` is `empty`, `too_long` or `invalid_characters`; \
            `values.<field>` as for `update_family_file`: what is asked for can no longer be accepted"),
    )
)]
#[put("/change_requests/{change_request_id}/decision")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn decide_change_request(
    received: Received,
    staff: Require<CheckFamilies>,
    id: web::Path<ChangeRequestId>,
    version: IfMatch,
    body: Json<ChangeDecision>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let accepted = body.0.accepted;
    let reason =
        if accepted { words("reason", &body.0.reason)? } else { required("reason", &body.0.reason)? };
    let now = received.at;
    let decided = db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let scope = staff.scope(tx, &organisation, received.at).await?;
        let household = Entity::find_by_id(id.0).one(tx).await?.ok_or(Error::NotFound)?.household_id.into();
        scope.permit(tx, household).await?;
        lock_household(tx, household).await?;
        // read again: it may have been decided on, or changed, while we waited
        let row = Entity::find_by_id(id.0).one(tx).await?.ok_or(Error::NotFound)?;
        if row.version != version.0 {
            return Err(Error::ChangedMeanwhile);
        }
        let asked = changes::open(&vault, &row)?;
        let family = Family::load(tx, household).await?;
        let subject = changes::subject_of(&row)?;
        if let FileSubject::Child(child) = subject {
            scope.permit_edit(tx, child).await?;
        }
        let deed = |subject, action| Deed {
            household: Some(household),
            ..Deed::by(&staff.signed_in, &received, subject, action)
        };
        if accepted {
            let year = row.school_year.parse().context("reading a school year")?;
            let mut present = family.answers(subject, year)?;
            if let FileSubject::Child(id) = subject {
                present.extend(health::open(&vault, &family, id)?);
            }
            if let Some(seen) = changes::overtaken(&asked, &present) {
                changes::show_anew(tx, &vault, &row, &seen).await?;
                return Ok(Decided::Overtaken);
            }
            let new: Changes = asked.iter().map(|(field, change)| (*field, change.new.clone())).collect();
            // the configuration may be another by now
            let rules = Rules { organisation: &organisation, year, today: organisation.today(received.at) };
            let judged = rules.judge(subject, &present, &new)?;
            let new: Changes = judged.at_once.into_iter().chain(judged.waiting).collect();
            apply(tx, &vault, &family, subject, year, &new).await?;
            let (before, after) = told(&present, &new);
            let edited = deed(subject_key(subject, household), "edited");
            record(tx, &clock, now, &edited, Some(before), Some(after)).await?;
        }
        let (state, action, template) = if accepted {
            (ChangeState::Accepted, "accepted", "change_accepted")
        } else {
            (ChangeState::Refused, "refused", "change_refused")
        };
        let end = End { state, reason: Some(reason.clone()).filter(|reason| !reason.is_empty()) };
        changes::finish(tx, &row, staff.signed_in.account_id, now, end).await?;
        let decided = deed(("change_request", id.0), action);
        record(tx, &clock, now, &decided, None, Some(json!({ "reason": reason }))).await?;
        let about = About {
            template,
            school_year: row.school_year.clone(),
            message: &reason,
            fields: asked.keys().copied().collect(),
        };
        tell(&letters, tx, now, &family, &about).await?;
        Ok(Decided::AsAsked)
    });
    match decided.await? {
        Decided::AsAsked => Ok(HttpResponse::NoContent().finish()),
        Decided::Overtaken => Err(Error::ChangedMeanwhile),
    }
}

/// What became of a decision.
enum Decided {
    AsAsked,
    /// What stood there when the family wrote is no more: the request shows what stands there now.
    Overtaken,
}
