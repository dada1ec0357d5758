//! The requests to erase that wait, for administrators, and one of them with what it would do.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::ids::{ErasureId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{ErasureToDecide, Page};
use uuid::Uuid;

use crate::auth::{HandleRights, Require};
use crate::db::Db;
use crate::entities::bookings::{self, BookingState};
use crate::entities::erasures::{Column, Entity, ErasureState, Model};
use crate::entities::{children, guardians, household_children, household_guardians, sessions};
use crate::error::Error;
use crate::family_files::living_elsewhere_too;
use crate::http::{PageQuery, Query, Received, etag_of_version, page};
use crate::organisation::Snapshots;
use crate::rights::store::{self, shown_erasure};

/// The requests to erase that wait for a decision, those due first first.
#[utoipa::path(
    operation_id = "list_erasures",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(PageQuery),
    responses(
        (status = 200, description = "A page.", body = Page<ErasureToDecide>, example = json!({ "items": [{
            "id": "0197c9a2-0000-7000-8000-0000000000ef", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z",
            "due_on": "2026-10-01", "household_id": "0197c9a2-0000-7000-8000-0000000000cc",
            "household_name": "Famille Martin", "guardians": ["Claire Martin"], "shared_children": [],
            "coming_bookings": 12, "version": 1 }] })),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/erasures")]
pub(in crate::rights) async fn list_erasures(
    received: Received,
    _staff: Require<HandleRights>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let mut which = Condition::all().add(Column::State.eq(ErasureState::Waiting));
    if let Some(after) = after {
        which = which.add(Column::Id.gt(after));
    }
    // who asked first is due first
    let rows = Entity::find().filter(which).order_by_asc(Column::Id).limit(limit + 1).all(&tx).await?;
    let found = page(rows, limit, |row| row.id, |row| row);
    let mut items = Vec::new();
    for row in found.items {
        items.push(shown(&tx, &organisation, row, received.at).await?);
    }
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: found.next_cursor }))
}

/// How many requests to erase wait for a decision.
///
/// # Errors
///
/// Those of the database.
pub async fn waiting_erasures(db: &impl ConnectionTrait) -> Result<u64, Error> {
    Ok(Entity::find().filter(Column::State.eq(ErasureState::Waiting)).count(db).await?)
}

/// One request to erase, with what it would do and the `ETag` to decide with.
#[utoipa::path(
    operation_id = "get_erasure",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(("erasure_id" = ErasureId, Path, description = "The request.")),
    responses(
        (status = 200, description = "The request.", body = ErasureToDecide,
            headers(("ETag" = String, description = "To decide with.")),
            example = json!({ "id": "0197c9a2-0000-7000-8000-0000000000ef", "state": "waiting",
            "asked_at": "2026-09-01T08:00:00Z", "due_on": "2026-10-01",
            "household_id": "0197c9a2-0000-7000-8000-0000000000cc", "household_name": "Famille Martin",
            "guardians": ["Claire Martin"], "shared_children": ["Lina"], "coming_bookings": 12, "version": 1 })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/erasures/{erasure_id}")]
pub(in crate::rights) async fn get_erasure(
    received: Received,
    _staff: Require<HandleRights>,
    id: web::Path<ErasureId>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let row = store::erasure(&tx, *id).await?;
    let answer = shown(&tx, &organisation, row, received.at).await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(answer.version))).json(answer))
}

async fn shown(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    row: Model,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<ErasureToDecide, Error> {
    let household = HouseholdId(row.household_id);
    let name = store::household(db, household).await?.name;
    let guardians = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.eq(household.0))
        .all(db)
        .await?;
    let children = household_children::Entity::find()
        .find_also_related(children::Entity)
        .filter(household_children::Column::HouseholdId.eq(household.0))
        .all(db)
        .await?;
    let children: Vec<children::Model> = children.into_iter().filter_map(|(_, child)| child).collect();
    let ids: Vec<Uuid> = children.iter().map(|child| child.id).collect();
    let elsewhere = living_elsewhere_too(db, household, &ids).await?;
    let coming = bookings::Entity::find()
        .inner_join(sessions::Entity)
        .filter(bookings::Column::HouseholdId.eq(household.0))
        .filter(bookings::Column::State.eq(BookingState::Booked))
        .filter(sessions::Column::Day.gt(organisation.today(now)))
        .count(db)
        .await?;
    Ok(ErasureToDecide {
        household_id: household,
        household_name: name,
        guardians: guardians
            .into_iter()
            .filter_map(|(_, row)| row.map(|row| format!("{} {}", row.first_name, row.last_name)))
            .collect(),
        shared_children: children
            .into_iter()
            .filter(|child| elsewhere.contains(&child.id))
            .map(|child| child.first_name)
            .collect(),
        coming_bookings: coming,
        version: row.version,
        erasure: shown_erasure(row),
    })
}
