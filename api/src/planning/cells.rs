//! The cells of a range, computed by the server.

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use shared::bookings::{Cell, Facts, Ledger, UnknownSubject, cell};
use shared::ids::{ChildId, HouseholdId};
use shared::wire::PlanningCells;
use utoipa::IntoParams;

use super::{Days, facts};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Query, Received};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Which cells are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CellsQuery {
    /// First day.
    #[param(example = "2026-09-01")]
    from: NaiveDate,
    /// Last day, itself included; at most 400 days in all.
    #[param(example = "2026-09-04")]
    to: NaiveDate,
    /// Of this child only; of all children of the household when absent.
    #[param(value_type = Option<ChildId>)]
    child_id: Option<ChildId>,
}

/// What each cell of a range shows: state, deadlines, the first reason against it.
///
/// For clients that do not compile the rules; the same rules compute them. There is one cell for each child, slot and
/// day. Cells carry no prices until there are rates.
#[utoipa::path(
    operation_id = "list_planning_cells",
    tag = "planning",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household."), CellsQuery),
    responses(
        (status = 200, description = "The cells.", body = PlanningCells,
            example = json!({ "server_time_ms": 1_788_249_600_000_i64, "from": "2026-09-03", "to": "2026-09-03",
                "cells": [{ "child_id": "0197c9a2-0000-7000-8000-000000000001",
                    "slot_id": "0197c9a2-0000-7000-8000-000000000002", "day": "2026-09-03", "state": "deadline_passed",
                    "booked": false, "bookable_until": "2026-09-01T07:00:00Z",
                    "cancellable_until": "2026-09-01T07:00:00Z",
                    "reason": { "code": "deadline_passed", "at": "2026-09-01T07:00:00Z" } }] })),
        (status = 404, description = "`not_found`: no household of this account, or `child_id` is no child of it."),
        (status = 422, description = "`range_too_long`, `invalid_value`"),
    )
)]
#[get("/households/{household_id}/planning/cells")]
pub(super) async fn list_planning_cells(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    query: Query<CellsQuery>,
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

    let of_child = query.0.child_id;
    if of_child.is_some_and(|child| facts.child(child).is_err()) {
        return Err(Error::unknown("child_id", "no child of this household"));
    }
    // thousands of decisions: off the thread that answers others
    let cells =
        web::block(move || compute(&facts, days, of_child, received.at)).await.map_err(Error::internal)?;
    let cells = cells.map_err(Error::internal)?;
    let (from, to) = (days.from, days.to);
    Ok(HttpResponse::Ok().json(PlanningCells {
        server_time_ms: received.at.timestamp_millis(),
        from,
        to,
        cells,
    }))
}

fn compute(
    facts: &Facts,
    days: Days,
    of_child: Option<ChildId>,
    now: DateTime<Utc>,
) -> Result<Vec<Cell>, UnknownSubject> {
    let ledger = Ledger::of(facts);
    let children = facts.children.iter().filter(|child| of_child.is_none_or(|id| id == child.id));
    let slots = || facts.organisation.activities.iter().flat_map(|activity| &activity.slots);
    let asked = children
        .flat_map(|child| slots().flat_map(move |slot| days.iter().map(move |day| (child, slot, day))));
    asked.map(|(child, slot, day)| cell(facts, &ledger, child.id, slot.id, day, now)).collect()
}
