//! A new password: its rule said first, its strength said while it is written. Used where one is set and where one is
//! changed.

mod estimate;
mod field;
mod strength;
mod username;

pub use field::NewPasswordField;
pub use username::Username;
