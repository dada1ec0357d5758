//! What accepted lines change: bookings to make and to cancel, with their sessions and cycles.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Context;
use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use shared::bookings::{Facts, LineOutcome, LineResult};
use shared::ids::HouseholdId;
use uuid::Uuid;

use super::change::Change;
use super::{seats, store};
use crate::entities::bookings;
use crate::error::Error;
use crate::planning::Days;
use crate::submitter::Submitter;

/// Finds the sessions and bookings that the outcomes speak of.
pub(super) async fn of_outcomes(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    facts: &Facts,
    outcomes: &[LineOutcome],
    days: Days,
) -> Result<Vec<Change>, Error> {
    let of = |result| outcomes.iter().enumerate().filter(move |(_, outcome)| outcome.result == result);
    let slots = |result| of(result).map(|(_, outcome)| outcome.line.slot_id.0).collect::<BTreeSet<_>>();

    let sessions = sessions(tx, slots(LineResult::Booked), days).await?;
    let mut standing = standing(tx, by.household_id, facts, slots(LineResult::Cancelled), days).await?;
    let mut changes = Vec::with_capacity(outcomes.len());
    for (position, outcome) in of(LineResult::Cancelled).chain(of(LineResult::Booked)) {
        let line = outcome.line;
        let (session_id, booking_id, before) = if outcome.result == LineResult::Cancelled {
            let row = standing.remove(&(line.child_id.0, line.slot_id.0, line.day));
            let row = row.with_context(|| format!("no booking to cancel for {line:?}"))?;
            (row.session_id, row.id, Some(row))
        } else {
            let session = sessions.get(&(line.slot_id.0, line.day)).copied();
            (
                session.with_context(|| format!("no session for {line:?}"))?,
                by.clock.new_id(by.received.at),
                None,
            )
        };
        changes.push(Change {
            position,
            session_id,
            booking_id,
            child_id: line.child_id,
            slot_id: line.slot_id,
            day: line.day,
            cycle: facts.cycle_on(line.child_id, line.day),
            before,
        });
    }
    Ok(changes)
}

async fn sessions(
    tx: &DatabaseTransaction,
    slots: BTreeSet<Uuid>,
    days: Days,
) -> Result<HashMap<(Uuid, NaiveDate), Uuid>, Error> {
    if slots.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::sessions(tx, slots, days)
        .await?
        .into_iter()
        .map(|row| ((row.slot_id, row.day), row.id))
        .collect())
}

async fn standing(
    tx: &DatabaseTransaction,
    household: HouseholdId,
    facts: &Facts,
    slots: BTreeSet<Uuid>,
    days: Days,
) -> Result<HashMap<(Uuid, Uuid, NaiveDate), bookings::Model>, Error> {
    if slots.is_empty() {
        return Ok(HashMap::new());
    }
    let children = facts.children.iter().map(|child| child.id.0);
    let rows = store::standing(tx, household, children, slots, days).await?;
    let by_place = rows.into_iter().filter_map(|(booking, session)| {
        let session = session?;
        Some(((booking.child_id, session.slot_id, session.day), booking))
    });
    Ok(by_place.collect())
}

/// How many seats the changes take (or, below zero, free) in each session, by cycle of the child.
pub(super) fn taken(changes: &[Change]) -> BTreeMap<Uuid, Vec<seats::Taken>> {
    let mut by_session: BTreeMap<Uuid, Vec<seats::Taken>> = BTreeMap::new();
    for change in changes {
        let seats = if change.is_made() { 1 } else { -1 };
        by_session.entry(change.session_id).or_default().push(seats::Taken { cycle: change.cycle, seats });
    }
    by_session
}
