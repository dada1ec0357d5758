//! A place: one child, one slot, one day.

use chrono::NaiveDate;
use shared::bookings::{Action, Ask};
use shared::ids::{ChildId, SlotId};

/// A place, ordered by day first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// On which day.
    pub day: NaiveDate,
    /// Of which child.
    pub child_id: ChildId,
    /// In which slot.
    pub slot_id: SlotId,
}

impl Place {
    /// The question whether something may be done with it.
    #[must_use]
    pub const fn ask(self, action: Action) -> Ask {
        Ask { child_id: self.child_id, slot_id: self.slot_id, day: self.day, action }
    }

    /// The place a line is about.
    #[must_use]
    pub const fn of(line: &Ask) -> Self {
        Self { day: line.day, child_id: line.child_id, slot_id: line.slot_id }
    }
}
