//! Families: registering those an organisation knows.

mod bookings;
mod file;
mod register;

pub use file::load;
pub use register::register;
