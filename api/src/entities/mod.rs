//! Rows, one module a table; never serialised to JSON: the types of `shared` are.

pub mod account_links;
pub mod account_notices;
pub mod accounts;
pub mod activities;
pub mod bookings;
pub mod change_requests;
pub mod child_departures;
pub mod child_grades;
pub mod children;
pub mod configurations;
pub mod document_types;
pub mod documents;
pub mod erasures;
pub mod exports;
pub mod facilities;
pub mod family_files;
pub mod guardians;
pub mod health_records;
pub mod history;
pub mod household_children;
pub mod household_guardians;
pub mod household_notes;
pub mod households;
pub mod idempotency_keys;
pub mod jobs;
pub mod mails;
pub mod messages;
pub mod page_versions;
pub mod recovery_codes;
pub mod refresh_tokens;
pub mod request_lines;
pub mod requests;
pub mod retention_runs;
pub mod schools;
pub mod second_factors;
pub mod session_capacities;
pub mod sessions;
pub mod sign_in_throttles;
pub mod sign_ins;
pub mod sign_ups;
pub mod slots;
pub mod staff;
pub mod staff_facilities;

mod tables;

pub use tables::{Column, Table, tables};
