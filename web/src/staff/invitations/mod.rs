//! Inviting families whom the organisation knows.

mod addresses;
mod page;
mod report;

pub use page::InvitationsPage;
