//! The back office: screens of those who work for the organisation. Only the entry point `staff` holds them.

pub mod announcements;
pub mod change_requests;
pub mod documents;
pub mod erasures;
pub mod families;
pub mod family_files;
pub mod family_imports;
pub mod households;
pub mod invitations;
pub mod merges;
pub mod pages;
pub mod paths;
pub mod queue;
pub mod school_years;
pub mod team;

mod answers;
mod find_household;
mod health;
mod onlookers;
mod roles;
mod told;
mod troubles;
mod words;

pub use roles::{role_name, role_says};
pub use troubles::{NotTaken, Troubles};
pub use words::words;
