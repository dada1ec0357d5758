//! What was done to a household, and what staff noted.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::ids::HouseholdId;
use shared::limits::MAX_NOTE;
use shared::text::Lines;
use shared::wire::{HouseholdNote, HouseholdRecord, NewHouseholdNote};
use uuid::Uuid;

use super::erase::inhabited;
use super::events::{self, Subjects};
use crate::auth::{CheckFamilies, ReadFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::{guardians, household_notes, households, staff};
use crate::error::Error;
use crate::http::{Json, PageQuery, Query, Received, page, required_text};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;

/// How many notes are told.
const LAST: u64 = 200;

/// What was done to a household, to whom of it, by whom, which answers changed (never what is known of health) and how it was
/// decided; and the notes that the family does not see.
#[utoipa::path(
    operation_id = "get_household_record",
    tag = "family_files",
    security(("access_token" = ["read_families"])),
    params(("household_id" = HouseholdId, Path, description = "The household."), PageQuery),
    responses(
        (status = 200, description = "A page of what was done, newest first; with the first one, the last 200 notes.", body = HouseholdRecord, example = json!({
            "events": [{ "at": "2026-09-01T08:00:00Z", "by": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "by_name": "Nadia Roux",
                "subject": "child", "action": "edited", "name": "Lina Martin", "fields": ["child_last_name"] }],
            "notes": [{ "at": "2026-09-01T08:00:00Z", "by_name": "Nadia Roux", "text": "A rappeler lundi." }] })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/family_files/{household_id}/record")]
pub(super) async fn get_household_record(
    received: Received,
    staff: Require<ReadFamilies>,
    household_id: web::Path<HouseholdId>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    scope.permit(&tx, *household_id).await?;
    let events = events::rows(&tx, *household_id, after, limit + 1).await?;
    let mut notes = Vec::new();
    // they come with the first page
    if after.is_none() {
        notes = household_notes::Entity::find()
            .filter(household_notes::Column::HouseholdId.eq(household_id.0))
            .order_by_desc(household_notes::Column::Id)
            .limit(LAST)
            .all(&tx)
            .await?;
    }
    let authors =
        events.iter().filter_map(|row| row.account_id).chain(notes.iter().map(|row| row.account_id));
    let names = names(&tx, authors.collect()).await?;
    let subjects = Subjects::of(&tx, &organisation, &events).await?;
    tx.commit().await?;
    let found = page(events, limit, |row| row.id, |row| subjects.event(row, &names));
    let note = |row: household_notes::Model| HouseholdNote {
        at: row.at,
        by_name: names.get(&row.account_id).cloned().unwrap_or_default(),
        text: row.text,
    };
    let answer = HouseholdRecord {
        events: found.items,
        notes: notes.into_iter().map(note).collect(),
        next_cursor: found.next_cursor,
    };
    Ok(HttpResponse::Ok().json(answer))
}

/// Notes something on a household, for colleagues only. Administrators, agents, and the referents of facilities that serve
/// one of the children.
#[utoipa::path(
    operation_id = "create_household_note",
    tag = "family_files",
    security(("access_token" = ["check_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = NewHouseholdNote, example = json!({ "text": "A rappeler lundi." })),
    responses(
        (status = 201, description = "Noted.", body = HouseholdNote,
            example = json!({ "at": "2026-09-01T08:00:00Z", "by_name": "Nadia Roux", "text": "A rappeler lundi." })),
        (status = 404, description = "`not_found`: no such household, none of a referent's, or one that is erased."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `text` is `empty`, `too_long` or `invalid_characters`; \
            `idempotency_key_reused`"),
    )
)]
#[post("/family_files/{household_id}/notes")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_household_note(
    received: Received,
    staff: Require<CheckFamilies>,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<NewHouseholdNote>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let text = required_text("text", &body.0.text, Lines::Many, MAX_NOTE)?;
    let account_id = staff.signed_in.account_id;
    let request_hash = fingerprint(&(*household_id, &text))?;
    let asked = Once { account_id, operation: "create_household_note", key: &key, request_hash };
    once(&db, &received, asked, async |tx| {
        let organisation = snapshots.current(tx).await?;
        // held until the end: it is neither erased nor made one with another meanwhile
        lock_household(tx, *household_id).await?;
        let scope = staff.scope(tx, &organisation, received.at).await?;
        scope.permit(tx, *household_id).await?;
        let there = households::Entity::find_by_id(household_id.0).filter(inhabited(households::Column::Id));
        if there.count(tx).await? == 0 {
            return Err(Error::NotFound);
        }
        let row = household_notes::ActiveModel {
            id: Set(clock.new_id(received.at)),
            household_id: Set(household_id.0),
            at: Set(received.at),
            account_id: Set(account_id.0),
            text: Set(text.clone()),
        };
        household_notes::Entity::insert(row).exec_without_returning(tx).await?;
        let names = names(tx, vec![account_id.0]).await?;
        let by_name = names.get(&account_id.0).cloned().unwrap_or_default();
        Ok((StatusCode::CREATED, HouseholdNote { at: received.at, by_name, text: text.clone() }))
    })
    .await
}

/// Names of the owners of accounts: colleagues, else guardians.
async fn names(db: &impl ConnectionTrait, accounts: Vec<Uuid>) -> Result<BTreeMap<Uuid, String>, Error> {
    let guardians = guardians::Entity::find()
        .filter(guardians::Column::AccountId.is_in(accounts.clone()))
        .all(db)
        .await?;
    let colleagues = staff::Entity::find().filter(staff::Column::AccountId.is_in(accounts)).all(db).await?;
    let of_guardians = guardians
        .into_iter()
        .filter_map(|row| Some((row.account_id?, format!("{} {}", row.first_name, row.last_name))));
    let of_colleagues =
        colleagues.into_iter().map(|row| (row.account_id, format!("{} {}", row.first_name, row.last_name)));
    Ok(of_guardians.chain(of_colleagues).collect())
}
