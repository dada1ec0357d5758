//! All families: looked up by anything that is known of them, filtered, listed.

mod accounts;
mod asked;
mod filters;
mod found;
mod invite;
mod list;
mod page;

pub use accounts::AccountsPage;
pub use page::FamiliesPage;
