//! Staff mark that a child leaves.

use actix_web::{HttpResponse, put, web};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QuerySelect, RelationTrait,
};
use serde_json::json;
use shared::families::FileSubject;
use shared::ids::{ChildId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{ChildDeparture, ChildDepartureMarked};

use super::in_reach;
use crate::auth::{EditFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::{bookings, child_departures, child_grades, children, sessions};
use crate::error::Error;
use crate::family_files::sheet::year_of;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;

/// Marks that a child is gone from a school year on, or takes that back. Its school, grade and class of that year and later
/// ones are forgotten, the opening of a year proposes it no more; places it has stay until somebody cancels them.
#[utoipa::path(
    operation_id = "update_child_departure",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
        ("If-Match" = String, Header, description = "The `version` of the child's part.", example = "\"1\""),
    ),
    request_body(content = ChildDeparture, example = json!({ "school_year": "2026-2027", "gone": true })),
    responses(
        (status = 200, description = "Marked.", body = ChildDepartureMarked, example = json!({ "bookings": 0 })),
        (status = 404, description = "`not_found`: no such household or child, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[put("/family_files/{household_id}/children/{child_id}/departure")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::family_files) async fn update_child_departure(
    received: Received,
    staff: Require<EditFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    version: IfMatch,
    body: Json<ChildDeparture>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let ((household_id, child_id), asked) = (*path, body.0);
    let bookings = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let year = year_of(&organisation, Some(asked.school_year), received.at)?.to_string();
            let subject = FileSubject::Child(child_id);
            let family = in_reach(tx, &organisation, &staff, (household_id, subject), received.at).await?;
            if family.version(subject)? != version.0 {
                return Err(Error::ChangedMeanwhile);
            }
            let mut forgotten = Vec::new();
            if asked.gone {
                let later: Vec<_> = family
                    .grades
                    .iter()
                    .filter(|row| row.child_id == child_id.0 && row.school_year >= year)
                    .collect();
                forgotten = later.iter().map(|row| row.school_year.clone()).collect();
                child_grades::Entity::delete_many()
                    .filter(child_grades::Column::ChildId.eq(child_id.0))
                    .filter(child_grades::Column::SchoolYear.gte(year.as_str()))
                    .exec(tx)
                    .await?;
                let row = child_departures::ActiveModel {
                    child_id: Set(child_id.0),
                    school_year: Set(year.clone()),
                };
                let key = [child_departures::Column::ChildId, child_departures::Column::SchoolYear];
                let once = OnConflict::columns(key).do_nothing().to_owned();
                child_departures::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
            } else {
                child_departures::Entity::delete_many()
                    .filter(child_departures::Column::ChildId.eq(child_id.0))
                    .exec(tx)
                    .await?;
            }
            children::Entity::update_many()
                .col_expr(children::Column::Version, (version.0 + 1).into())
                .filter(children::Column::Id.eq(child_id.0))
                .exec(tx)
                .await?;
            let action = if asked.gone { "left" } else { "came_back" };
            let deed = Deed {
                household: Some(household_id),
                ..Deed::by(&staff.signed_in, &received, ("child", child_id.0), action)
            };
            let before = (!forgotten.is_empty()).then(|| json!({ "school_years": forgotten }));
            record(tx, &clock, received.at, &deed, before, Some(json!({ "school_year": asked.school_year })))
                .await?;
            standing(tx, &organisation, child_id, asked).await
        })
        .await?;
    Ok(HttpResponse::Ok().json(ChildDepartureMarked { bookings }))
}

/// How many places the child has from that school year on.
async fn standing(
    tx: &impl ConnectionTrait,
    organisation: &Organisation,
    child: ChildId,
    asked: ChildDeparture,
) -> Result<u32, Error> {
    let Some((from, _)) = organisation.calendar.bounds(asked.school_year) else { return Ok(0) };
    let found = bookings::Entity::find()
        .join(JoinType::InnerJoin, bookings::Relation::Session.def())
        .filter(bookings::Column::ChildId.eq(child.0))
        .filter(bookings::Column::State.eq(bookings::BookingState::Booked))
        .filter(sessions::Column::Day.gte(from))
        .count(tx)
        .await?;
    u32::try_from(found).map_err(Error::internal)
}
