//! Bookings: what is possible, and why not. Both sides compile this; the server alone decides.

mod batch;
mod cells;
mod decide;
mod facts;
mod ledger;
mod patterns;
mod refusals;
mod summary;

pub use batch::{Line, LineOutcome, LineResult, decide_batch};
pub use cells::{Cell, CellState, cell};
pub use decide::{Action, Ask, Decision, decide};
pub use facts::{ChildCustody, Facts, FreeSeats, SessionSeats, SlotBookings, SlotSessions, UnknownSubject};
pub use ledger::Ledger;
pub use patterns::{RegularPattern, Weeks, expand};
pub use refusals::{Cause, Refusal, RefusalCode};
pub use summary::{GroupShape, LineGroup, summarise};
