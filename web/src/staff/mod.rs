//! The back office: screens of those who work for the organisation. Only the entry point `staff` holds them.

pub mod invitations;
pub mod paths;
pub mod queue;
pub mod team;

mod roles;
mod words;

pub use roles::{role_name, role_says};
pub use words::words;
