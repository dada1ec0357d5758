//! Ribambelle's server, worker and commands, by feature. `app.rs` is the only module that names every feature; the
//! others stand on the infrastructure, which names none.

pub mod accounts;
pub mod addresses;
pub mod announcements;
pub mod app;
pub mod auth;
pub mod backups;
pub mod bounded;
pub mod carry_over;
pub mod clock;
pub mod config;
pub mod custody;
pub mod db;
pub mod demo;
pub mod digest;
pub mod docs;
pub mod documents;
pub mod entities;
pub mod error;
pub mod families;
pub mod family_files;
pub mod family_imports;
pub mod files;
pub mod guardianships;
pub mod health;
pub mod history;
pub mod households;
pub mod http;
pub mod idempotency;
pub mod imports;
pub mod jobs;
pub mod letters;
pub mod mail;
pub mod mails;
pub mod markdown;
pub mod merges;
pub mod messages;
pub mod migrations;
pub mod onlookers;
pub mod organisation;
pub mod pages;
pub mod planning;
pub mod requests;
pub mod rights;
pub mod school_years;
pub mod serve;
pub mod simulations;
pub mod staff;
pub mod storage;
pub mod submitter;
pub mod telemetry;
pub mod toml_file;
pub mod vault;
pub mod waiting_counts;

#[cfg(test)]
mod testing;

pub use serve::{Running, StopSignal, serve, work};
