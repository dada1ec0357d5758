//! Families from a CSV file.

mod page;
mod report;

pub use page::ImportPage;
