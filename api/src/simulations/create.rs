//! The twin of `ribambelle simulate` by HTTP.

use actix_web::{HttpResponse, post, web};
use shared::bookings::UnknownSubject;
use shared::ids::HouseholdId;
use shared::wire::{Simulation, SimulationRequest};

use super::simulate;
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::organisation::Snapshots;
use crate::planning::{Days, facts};
use crate::vault::Vault;

/// Decides about one child, slot and day at an instant, past or to come, by the configuration and the bookings of now.
/// Every reason is told, with its cause. Nothing is written.
#[utoipa::path(
    operation_id = "create_simulation",
    tag = "simulations",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body(content = SimulationRequest, example = json!({
        "child_id": "0197c9a2-0000-7000-8000-000000000001", "slot_id": "0197c9a2-0000-7000-8000-000000000002",
        "day": "2026-09-03", "at": "2026-09-01T07:00:00Z" })),
    responses(
        (status = 200, description = "The decision.", body = Simulation,
            example = json!({ "at": "2026-09-01T07:00:00Z", "configuration_version": 3,
                "cell": { "child_id": "0197c9a2-0000-7000-8000-000000000001",
                    "slot_id": "0197c9a2-0000-7000-8000-000000000002", "day": "2026-09-03",
                    "state": "deadline_passed", "booked": false, "bookable_until": "2026-09-01T07:00:00Z",
                    "cancellable_until": "2026-09-01T07:00:00Z",
                    "reason": { "code": "deadline_passed", "at": "2026-09-01T07:00:00Z" } },
                "book": { "refusals": [{ "code": "deadline_passed", "at": "2026-09-01T07:00:00Z" }],
                    "until": "2026-09-01T07:00:00Z" },
                "cancel": { "refusals": [{ "code": "not_booked" },
                    { "code": "deadline_passed", "at": "2026-09-01T07:00:00Z" }],
                    "until": "2026-09-01T07:00:00Z" },
                "sentence": "Trop tard. La limite était le mardi 1er septembre à 9 h." })),
        (status = 404, description = "`not_found`: no household of this account, or `child_id` or `slot_id` name \
            nothing it may know of."),
        (status = 422, description = "`invalid_value`"),
    )
)]
#[post("/households/{household_id}/simulations")]
pub(super) async fn create_simulation(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    body: Json<SimulationRequest>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let asked = body.0;
    let at = asked.at.unwrap_or(received.at);
    Days::check_year("day", asked.day)?;
    Days::check_year("at", at.date_naive())?;
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    let organisation = snapshots.current(&tx).await?;
    let facts = facts(&tx, &vault, organisation, access.household_id, Days::one(asked.day)).await?;
    tx.commit().await?;
    let simulation =
        simulate(&facts, asked.child_id, asked.slot_id, asked.day, at).map_err(|unknown| match unknown {
            UnknownSubject::Child(_) => Error::unknown("child_id", "no child of this household"),
            UnknownSubject::Slot(_) => Error::unknown("slot_id", "no such slot"),
        })?;
    Ok(HttpResponse::Ok().json(simulation))
}
