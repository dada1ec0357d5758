//! Making one household of two that are the same family.

mod choose;
mod conflicts;
mod page;
mod pairs;
mod sides;

pub use page::MergePage;
