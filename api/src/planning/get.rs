//! The facts of a range, from which the client decides each cell.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::Planning;
use utoipa::IntoParams;

use super::{Days, facts};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Query, Received, conditional, etag_of};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Which days are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PlanningQuery {
    /// First day.
    #[param(example = "2026-09-01")]
    from: NaiveDate,
    /// Last day, itself included; at most 400 days in all.
    #[param(example = "2027-07-02")]
    to: NaiveDate,
}

/// The facts of a range of days: rules, children, bookings, free seats.
///
/// Clients that compile `shared` decide each cell from them as the server does; others ask for
/// `list_planning_cells`. The `ETag` changes with the facts, not with time: send it as `If-None-Match`.
#[utoipa::path(
    operation_id = "get_planning",
    tag = "planning",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        PlanningQuery,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the answer the client has."),
    ),
    responses(
        (status = 200, description = "The facts.", body = Planning,
            headers(("ETag" = String, description = "Of the facts, without the server's instant.")),
            example = json!({ "server_time_ms": 1_788_249_600_000_i64,
                "household_id": "0197c9a2-0000-7000-8000-0000000000cc", "from": "2026-09-03", "to": "2026-09-04",
                "facts": {
                    "organisation": { "version": 3, "name": "Codecom d'exemple", "contacts": [],
                        "calendar": { "time_zone": "Europe/Paris", "regime": "metropole",
                            "known_from": "2026-09-01", "known_until": "2027-09-01",
                            "breaks": [{ "name": "toussaint", "school_year": "2026-2027",
                                "first_day": "2026-10-17", "return_day": "2026-11-02" }] },
                        "sessions_from": "2026-09-01", "sessions_until": "2027-09-01", "schools": [],
                        "facilities": [{ "id": "0197c9a2-0000-7000-8000-0000000000f1", "name": "Périscolaire",
                            "referent": { "name": "Service périscolaire", "phone": "03 00 00 00 00" } }],
                        "activities": [{ "id": "0197c9a2-0000-7000-8000-0000000000a1",
                            "facility_id": "0197c9a2-0000-7000-8000-0000000000f1", "kind": "canteen",
                            "name": { "fr": "Restaurant scolaire", "en": "School lunch" },
                            "openings": [{ "period": "school", "weekdays": ["mon", "tue", "thu", "fri"] }],
                            "slots": [{ "id": "0197c9a2-0000-7000-8000-000000000002", "name": { "fr": "Midi" },
                                "start": "11:45", "end": "13:35",
                                "capacities": [{ "group": "total", "seats": 40 }] }] }],
                        "windows": [] },
                    "children": [{ "id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina",
                        "last_name": "Martin", "birth_date": "2018-05-14", "resident": true, "schoolings": [] }],
                    "files": [{ "school_year": "2026-2027", "state": "validated" }],
                    "bookings": [{ "child_id": "0197c9a2-0000-7000-8000-000000000001",
                        "slot_id": "0197c9a2-0000-7000-8000-000000000002", "days": ["2026-09-03"] }],
                    "sessions": [{ "slot_id": "0197c9a2-0000-7000-8000-000000000002", "days": [
                        { "day": "2026-09-03", "seats": [{ "group": "total", "free": 12 }] },
                        { "day": "2026-09-04", "seats": [{ "group": "total", "free": 0 }] }] }] } })),
        (status = 304, description = "The client has the present facts."),
        (status = 400, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#invalid_parameter", "title": "Invalid parameter",
                "status": 400, "code": "invalid_parameter",
                "errors": [{ "field": "from", "code": "invalid_date", "detail": "input is out of range" }],
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`range_too_long`, `invalid_value`", body = Problem,
            content_type = "application/problem+json",
            example = json!({ "type": "/api/docs/problems#range_too_long", "title": "Range too long", "status": 422,
                "code": "range_too_long", "params": { "max_days": 400 },
                "request_id": "0197c9a2-5c1e-4f0e-9f7e-1f6a2b3c4d5e" })),
    )
)]
#[get("/households/{household_id}/planning")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn get_planning(
    request: HttpRequest,
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    query: Query<PlanningQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let days = Days::of_query(query.0.from, query.0.to)?;
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    let organisation = snapshots.current(&tx).await?;
    let facts = facts(&tx, &vault, organisation, access.household_id, days).await?;
    tx.commit().await?;

    let planning = Planning {
        server_time_ms: received.at.timestamp_millis(),
        household_id: access.household_id,
        from: days.from,
        to: days.to,
        facts,
    };
    let etag = etag_of(&(planning.household_id, planning.from, planning.to, &planning.facts))?;
    Ok(conditional(&request, &etag, &planning))
}
