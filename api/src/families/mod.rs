//! Families: registering those an organisation knows.

mod bookings;
mod file;
mod register;

pub use file::{BookingEntry, ChildEntry, FamiliesFile, GuardianEntry, HouseholdEntry, SchoolingEntry, load};
pub use register::register;
