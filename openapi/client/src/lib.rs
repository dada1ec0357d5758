//! The typed client of Ribambelle's API, for the browser and for native programs: one method an operation, named after
//! it, in one file per feature.
//!
//! It holds no state but the base address and the access token; staying signed in is its caller's affair.

mod accounts;
mod addresses;
mod announcements;
mod custody;
mod documents;
mod error;
mod family_files;
mod family_imports;
mod guardianships;
mod health;
mod households;
mod http;
mod mails;
mod messages;
mod onlookers;
mod organisation;
mod pages;
mod planning;
mod requests;
mod rights;
mod school_years;
mod second_factors;
mod sign_ins;
mod sign_ups;
mod simulations;
mod staff;
mod upload;

pub use announcements::AnnouncementsRequest;
pub use error::Error;
pub use family_files::FilesRequest;
pub use family_imports::ImportRequest;
pub use http::{Cached, Client, PageRequest};
pub use upload::Upload;
