//! The back office: screens of those who work for the organisation. Only the entry point `staff` holds them.

pub mod change_requests;
pub mod erasures;
pub mod family_files;
pub mod invitations;
pub mod pages;
pub mod paths;
pub mod queue;
pub mod team;

mod answers;
mod health;
mod roles;
mod words;

pub use roles::{role_name, role_says};
pub use words::words;
