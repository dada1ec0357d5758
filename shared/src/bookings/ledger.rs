//! Who has which place and how many seats are free, as a batch goes on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::facts::{Facts, FreeSeats, SlotBookings};
use crate::families::Cycle;
use crate::ids::{ChildId, SlotId};

/// The changing part of the facts: a decision reads it, an accepted line changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    booked: BTreeSet<(ChildId, NaiveDate, SlotId)>,
    /// Those of them that another household made.
    elsewhere: BTreeSet<(ChildId, NaiveDate, SlotId)>,
    seats: BTreeMap<(SlotId, NaiveDate), Vec<FreeSeats>>,
}

impl Ledger {
    /// What the facts say before anything is changed.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        let places = |rows: &[SlotBookings]| {
            let days =
                rows.iter().flat_map(|row| row.days.iter().map(|day| (row.child_id, *day, row.slot_id)));
            days.collect()
        };
        let (booked, elsewhere) = (places(&facts.bookings), places(&facts.elsewhere));
        let seats = facts
            .sessions
            .iter()
            .flat_map(|row| {
                row.days.iter().map(|session| ((row.slot_id, session.day), session.seats.clone()))
            })
            .collect();
        Self { booked, elsewhere, seats }
    }

    /// Whether a child has a place.
    #[must_use]
    pub fn is_booked(&self, child: ChildId, slot: SlotId, day: NaiveDate) -> bool {
        self.booked.contains(&(child, day, slot))
    }

    /// Whether a child has a place that another household of its made.
    #[must_use]
    pub fn is_elsewhere(&self, child: ChildId, slot: SlotId, day: NaiveDate) -> bool {
        self.elsewhere.contains(&(child, day, slot))
    }

    /// The slots a child has places in on a day.
    pub fn booked_on(&self, child: ChildId, day: NaiveDate) -> impl Iterator<Item = SlotId> + '_ {
        let first = SlotId(uuid::Uuid::nil());
        let last = SlotId(uuid::Uuid::max());
        self.booked.range((child, day, first)..=(child, day, last)).map(|(_, _, slot)| *slot)
    }

    /// The fewest free seats that a child of a cycle would need; `None` in a session without limit.
    #[must_use]
    pub fn free_seats(&self, slot: SlotId, day: NaiveDate, cycle: Option<Cycle>) -> Option<u32> {
        self.seats
            .get(&(slot, day))?
            .iter()
            .filter(|seats| seats.group.holds(cycle))
            .map(|seats| seats.free)
            .min()
    }

    /// Gives a child a place.
    pub fn book(&mut self, child: ChildId, slot: SlotId, day: NaiveDate, cycle: Option<Cycle>) {
        if self.booked.insert((child, day, slot)) {
            self.change_seats(slot, day, cycle, |free| free.saturating_sub(1));
        }
    }

    /// Takes a child's place away.
    pub fn cancel(&mut self, child: ChildId, slot: SlotId, day: NaiveDate, cycle: Option<Cycle>) {
        self.elsewhere.remove(&(child, day, slot));
        if self.booked.remove(&(child, day, slot)) {
            self.change_seats(slot, day, cycle, |free| free + 1);
        }
    }

    fn change_seats(
        &mut self,
        slot: SlotId,
        day: NaiveDate,
        cycle: Option<Cycle>,
        change: impl Fn(u32) -> u32,
    ) {
        let Some(seats) = self.seats.get_mut(&(slot, day)) else { return };
        for group in seats.iter_mut().filter(|seats| seats.group.holds(cycle)) {
            group.free = change(group.free);
        }
    }
}
