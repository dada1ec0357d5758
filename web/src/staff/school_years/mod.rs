//! Opening a school year: what becomes of each child, corrected where staff know better, and done.

mod confirm;
mod correct;
mod desk;
mod lines;
mod page;
mod plan;
mod result;
mod summary;
mod words;

pub use page::SchoolYearPage;
