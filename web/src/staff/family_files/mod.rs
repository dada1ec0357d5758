//! The files of families: those that wait to be checked, and each with all that the family told.

mod days;
mod guardians;
mod notes;
mod page;
mod parts;
mod queued;
mod record;
mod roles;
mod sheet;
mod single;

pub use page::FamilyFilesPage;
pub use single::{FamilyFilePage, household_of};
