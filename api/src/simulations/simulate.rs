//! The operation: what the planning would show, and why.

use chrono::{DateTime, NaiveDate, Utc};
use shared::bookings::{Action, Ask, Facts, Ledger, UnknownSubject, cell, decide};
use shared::catalogue::{Language, refusal_sentence};
use shared::ids::{ChildId, SlotId};
use shared::wire::Simulation;

/// Decides about booking and cancelling a place at an instant; the sentence is in French.
///
/// # Errors
///
/// The facts hold no such child or slot.
pub fn simulate(
    facts: &Facts,
    child_id: ChildId,
    slot_id: SlotId,
    day: NaiveDate,
    at: DateTime<Utc>,
) -> Result<Simulation, UnknownSubject> {
    let ledger = Ledger::of(facts);
    let ask = |action| decide(facts, &ledger, &Ask { child_id, slot_id, day, action }, at);
    let cell = cell(facts, &ledger, child_id, slot_id, day, at)?;
    let organisation = &facts.organisation;
    let sentence =
        cell.reason.as_ref().map(|reason| refusal_sentence(Language::Fr, reason, organisation, at));
    Ok(Simulation {
        at,
        configuration_version: organisation.version,
        cell,
        book: ask(Action::Book)?,
        cancel: ask(Action::Cancel)?,
        sentence,
    })
}
