//! All families: looked up by anything that is known of them, filtered, listed.

mod asked;
mod filters;
mod found;
mod list;
mod page;

pub use page::FamiliesPage;
