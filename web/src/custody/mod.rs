//! Whose a child's days are, between two households: seen, proposed, answered; set by staff.

mod calendar;
mod desk;
mod draft;
mod editor;
mod page;
mod proposal;
mod ranges;
mod weeks;

pub use calendar::{CalendarView, Names};
pub use editor::CustodyEditor;
pub use page::CustodyPage;

use shared::ids::ChildId;

use crate::router::paths::CUSTODY;

/// The address of a child's days.
#[must_use]
pub fn custody_path(child: ChildId) -> String {
    [CUSTODY, "?child=", &child.to_string()].concat()
}
