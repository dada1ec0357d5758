//! What one accepted line changes.

use chrono::NaiveDate;
use shared::families::Cycle;
use shared::ids::{ChildId, SlotId};
use uuid::Uuid;

use crate::entities::bookings;

/// A booking that is made or cancelled.
pub(super) struct Change {
    /// The position of its line.
    pub(super) position: usize,
    pub(super) session_id: Uuid,
    pub(super) booking_id: Uuid,
    pub(super) child_id: ChildId,
    pub(super) slot_id: SlotId,
    pub(super) day: NaiveDate,
    /// In which groups the child counts.
    pub(super) cycle: Option<Cycle>,
    /// The booking as it was, when it is cancelled.
    pub(super) before: Option<bookings::Model>,
}

impl Change {
    /// Whether the booking is made.
    pub(super) fn is_made(&self) -> bool {
        self.before.is_none()
    }
}
