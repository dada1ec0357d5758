//! Edits of families that take effect when staff accept them.

mod detail;
mod page;
mod queued;

pub use page::ChangeRequestsPage;
