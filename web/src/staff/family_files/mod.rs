//! The files of families: those that wait to be checked, and each with all that the family told.

mod days;
mod decision;
mod elsewhere;
mod guardians;
mod missing;
mod notes;
mod page;
mod parts;
mod pieces;
mod queued;
mod record;
mod residence;
mod roles;
mod sheet;
mod single;
mod year;

pub use page::FamilyFilesPage;
pub(super) use parts::person;
pub use single::{FamilyFilePage, household_of};
pub(super) use year::YearField;
