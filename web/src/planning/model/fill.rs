//! Row gestures: many days of one child and slot at once, by the rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::bookings::CellState;
use shared::ids::{ChildId, SlotId};

use super::{Desk, Place, Step};

/// What a row gesture came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// How many places changed.
    pub changed: usize,
    /// How many could not, by why. Days that are over or without a session are not told.
    pub impossible: BTreeMap<CellState, usize>,
}

impl Desk {
    /// Makes the places of days wanted or not, where the rules allow it: one step.
    pub fn fill(
        &mut self,
        child_id: ChildId,
        slot_id: SlotId,
        days: impl IntoIterator<Item = NaiveDate>,
        wanted: bool,
    ) -> Filled {
        let mut filled = Filled::default();
        let mut step = Step::new();
        for day in days {
            let place = Place { day, child_id, slot_id };
            let Some(shown) = self.shown(place) else { continue };
            if shown.checked == wanted {
                continue;
            }
            if let Some(change) = self.want(place, wanted) {
                step.push(change);
            } else if !matches!(shown.state, CellState::Past | CellState::Closed) {
                *filled.impossible.entry(shown.state).or_default() += 1;
            }
        }
        filled.changed = step.len();
        self.record(step);
        filled
    }

    /// Takes all unsent choices of a row back: one step.
    pub fn forget_row(&mut self, child_id: ChildId, slot_id: SlotId) -> usize {
        let of_row = |place: &Place| place.child_id == child_id && place.slot_id == slot_id;
        let places: Vec<Place> = self.basket().choices().map(|(place, _)| place).filter(of_row).collect();
        let step: Step = places.into_iter().filter_map(|place| self.drop_choice(place)).collect();
        let taken_back = step.len();
        self.record(step);
        taken_back
    }
}
