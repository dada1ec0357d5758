//! Calendars as rows hold them: as one of the two households sees them.

use anyhow::Context;
use serde_json::{Value, json};
use shared::custody::CustodyCalendar;
use shared::ids::HouseholdId;

use crate::entities::custodies::Model;
use crate::error::Error;

/// The calendar in force, as a household sees it; none where there is none, or it is none of the two.
pub(super) fn calendar(row: &Model, household: HouseholdId) -> Result<Option<CustodyCalendar>, Error> {
    seen(row, row.calendar.as_ref(), household)
}

/// The calendar that waits, as a household sees it.
pub(super) fn proposal(row: &Model, household: HouseholdId) -> Result<Option<CustodyCalendar>, Error> {
    seen(row, row.proposal.as_ref(), household)
}

fn seen(row: &Model, kept: Option<&Value>, household: HouseholdId) -> Result<Option<CustodyCalendar>, Error> {
    let Some(kept) = kept else { return Ok(None) };
    let calendar: CustodyCalendar =
        serde_json::from_value(kept.clone()).context("reading a calendar of days")?;
    Ok(match household.0 {
        id if id == row.household_id => Some(calendar),
        id if id == row.other_household_id => Some(calendar.seen_by_other()),
        _ => None,
    })
}

/// As it is kept, seen by `household`; one that names nobody is none.
pub(super) fn kept(row: &Model, calendar: &CustodyCalendar, household: HouseholdId) -> Option<Value> {
    if calendar.is_empty() {
        return None;
    }
    let own = household.0 == row.household_id;
    Some(json!(if own { calendar.clone() } else { calendar.seen_by_other() }))
}
