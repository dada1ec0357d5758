//! The facts as they would be if the basket were sent now, by the batch rules of the server.
//!
//! Days do not depend on each other (exclusive and companion slots and seats are of one day), so a change of one day
//! is decided again by that day's lines alone.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use shared::bookings::{Action, Facts, Ledger, Line, LineOutcome, LineResult, decide_batch};
use shared::ids::SlotId;
use shared::organisation::Organisation;

use super::{Basket, Place};

/// The ledger after the basket, and what becomes of each choice.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    ledger: Ledger,
    applied: BTreeMap<NaiveDate, Vec<LineOutcome>>,
}

impl Projection {
    /// The facts with all choices applied.
    pub fn new(facts: &Facts, basket: &Basket, now: DateTime<Utc>) -> Self {
        let mut projection = Self { ledger: Ledger::of(facts), applied: BTreeMap::new() };
        projection.decide_all(facts, basket, now);
        projection
    }

    /// The ledger after the basket.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What becomes of the choice about a place.
    pub fn outcome(&self, place: Place) -> Option<&LineOutcome> {
        self.applied.get(&place.day)?.iter().find(|outcome| Place::of(&outcome.line) == place)
    }

    /// What becomes of all choices, in the order they are sent.
    pub fn outcomes(&self) -> impl Iterator<Item = &LineOutcome> {
        self.applied.values().flatten()
    }

    /// Decides the choices of all days again.
    pub fn decide_all(&mut self, facts: &Facts, basket: &Basket, now: DateTime<Utc>) {
        let mut days: Vec<NaiveDate> = basket.choices().map(|(place, _)| place.day).collect();
        days.extend(self.applied.keys());
        days.sort_unstable();
        days.dedup();
        for day in days {
            self.decide_day(facts, basket, day, now);
        }
    }

    /// Decides the choices of one day again.
    pub fn decide_day(&mut self, facts: &Facts, basket: &Basket, day: NaiveDate, now: DateTime<Utc>) {
        for outcome in self.applied.remove(&day).unwrap_or_default().iter().rev() {
            let line = &outcome.line;
            let cycle = facts.cycle_on(line.child_id, line.day);
            match outcome.result {
                LineResult::Booked => self.ledger.cancel(line.child_id, line.slot_id, line.day, cycle),
                LineResult::Cancelled => self.ledger.book(line.child_id, line.slot_id, line.day, cycle),
                LineResult::Refused | LineResult::NotApplied => {}
            }
        }
        let mut lines: Vec<Line> = basket.on(day).map(|(place, action)| place.ask(action)).collect();
        sort(&facts.organisation, &mut lines);
        // a child or slot that is gone refuses nothing here: the next answer of the server settles such choices
        if let Ok(outcomes) = decide_batch(facts, &mut self.ledger, &lines, false, now)
            && !outcomes.is_empty()
        {
            self.applied.insert(day, outcomes);
        }
    }
}

/// Puts lines of one day in an order in which none waits for another: what is needed is booked first and cancelled
/// last.
fn sort(organisation: &Organisation, lines: &mut [Line]) {
    lines.sort_by_key(|line| {
        let depth = depth(organisation, line.slot_id, 0);
        let order = if line.action == Action::Book { depth } else { usize::MAX - depth };
        (line.action != Action::Cancel, order)
    });
}

/// How long the chain of slots is that a slot needs. Chains are short; one that turned in a circle would be cut.
fn depth(organisation: &Organisation, slot: SlotId, so_far: usize) -> usize {
    let Some((_, slot)) = organisation.slot(slot) else { return 0 };
    if so_far > 4 {
        return 0;
    }
    slot.requires.iter().map(|needed| 1 + depth(organisation, *needed, so_far + 1)).max().unwrap_or(0)
}
