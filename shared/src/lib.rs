//! Ribambelle's domain: the types and rules that server and browser both compile.
//!
//! Pure: no IO, no clock (`now` is always an argument), no framework. The rules of booking are in [`bookings`],
//! those of deadlines in [`deadline`]; the sentences for every code are in [`catalogue`]; bodies of the API that
//! are no domain types are in [`wire`].

pub mod activities;
pub mod addresses;
pub mod announcements;
pub mod bookings;
pub mod calendar;
pub mod catalogue;
pub mod custody;
pub mod deadline;
pub mod documents;
pub mod families;
pub mod folding;
pub mod guardianships;
pub mod ids;
pub mod limits;
pub mod money;
pub mod organisation;
pub mod passwords;
pub mod paths;
pub mod problem;
pub mod rich_text;
#[cfg(feature = "openapi")]
mod schema;
pub mod staff;
pub mod text;
pub mod wire;
