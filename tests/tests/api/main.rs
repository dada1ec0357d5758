//! The API through its front door: a real server, `SQLite` and `PostgreSQL`, one module per feature.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it does not expect")]

mod account_letters;
mod account_steps;
mod accounts;
mod agreement;
mod arrows;
mod bad_input;
mod commands;
mod documents;
mod documents_bad;
mod documents_s3;
mod documents_staff;
mod documents_steps;
mod family_file_checks;
mod family_file_steps;
mod family_files;
mod figures;
mod idempotency;
mod imports;
mod mails;
mod messages;
mod operations;
mod pages;
mod passwords;
mod permissions;
mod planning;
mod processes;
mod races;
mod refusal_cases;
mod refusals;
mod requests;
mod rights_erasure;
mod rights_export;
mod rights_retention;
mod rights_steps;
mod school_years;
mod second_factors;
mod sign_in;
mod sign_in_attacks;
mod sign_ups;
mod simulations;
mod staff;
mod staff_steps;
mod storage;
mod written_pages;
