//! The harness: a real server in this process, on `SQLite` and on `PostgreSQL`, with an invented organisation and its
//! families, a clock that tests set, and clients.
//!
//! A test is an `async fn(&App)`; [`on_both_databases!`] makes two tests of it. Each gets a database of its own, copied
//! from a template into which the fixtures were imported once by the operation that `ribambelle import` runs.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it does not expect")]
#![expect(clippy::missing_panics_doc, reason = "every function of a harness panics when a test has failed")]

mod app;
mod databases;
mod family;
mod files;
mod fixtures;
mod geocoder;
mod http;
mod s3;
mod smtp;
mod wait;

pub mod process;
pub mod rules;

pub use app::App;
pub use databases::{Backend, Database};
pub use family::{Family, book, cancel, outcome_codes};
pub use files::{bomb, heavy_pdf, heic, is_pdf, jpeg, pdf, pdf_bomb, pdf_with, png, zip_bomb};
pub use fixtures::{CLAIRE, KARIM, MAI, PASSWORD, PAUL, START, at, crowd, day, files};
pub use geocoder::{Behaviour, GeocoderServer};
pub use http::{Answer, Raw, new_key, problem};
pub use s3::S3Server;
pub use smtp::{Received, SmtpServer};
pub use wait::{eventually, eventually_within, on_runtime};

/// Makes two tests, `sqlite` and `postgres`, of each `async fn(&App)`.
#[macro_export]
macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[test]
            fn sqlite() {
                $crate::App::run($crate::Backend::Sqlite, async |app| super::$test(app).await);
            }

            #[test]
            fn postgres() {
                $crate::App::run($crate::Backend::Postgres, async |app| super::$test(app).await);
            }
        }
    )+};
}
