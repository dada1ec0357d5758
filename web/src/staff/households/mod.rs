//! Households that staff make, complete and correct on behalf of families.

mod add;
mod address;
mod desk;
mod edit;
mod known;
mod leave;
mod new;
mod similar;

pub use new::NewHouseholdPage;

pub(super) use add::Adding;
pub(super) use address::AddressOf;
pub(super) use desk::{HouseholdDesk, Open, use_household_desk};
pub(super) use edit::SectionForm;
pub(super) use leave::Leaving;
pub(super) use similar::PerhapsTheSame;
