//! What every operation of the API shares: receipt, bodies, parameters, pages, caching, the envelope of answers.

mod body;
mod client_limit;
mod cursor;
mod envelope;
mod etag;
mod fields;
mod if_match;
mod minute_limit;
mod origin;
mod received;
mod routes;
mod written;

pub use body::{Json, read_body};
pub use client_limit::ClientLimit;
pub use cursor::{DEFAULT_LIMIT, MAX_LIMIT, PageQuery, page};
pub use envelope::{SecurityHeaders, envelope};
pub use etag::{conditional, etag_of};
pub use fields::Query;
pub use if_match::{IfMatch, etag_of_version};
pub use minute_limit::MinuteLimit;
pub use origin::same_origin;
pub use received::{ClientAddress, Received};
pub use routes::Routes;
pub use written::{required_text, text};

use std::time::Duration;

use actix_web::web;

use crate::config::HttpConfig;
use crate::error::Error;

/// Extractor settings that every scope needs: path parameters that cannot be read become problems.
pub fn extractors(settings: &HttpConfig) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
    let limit = body::BodyLimit {
        bytes: settings.body_limit_bytes,
        time: Duration::from_secs(settings.body_seconds),
    };
    move |routes: &mut web::ServiceConfig| {
        routes.app_data(limit).app_data(
            web::PathConfig::default().error_handler(|error, request| {
                Error::InvalidParameter(fields::path(&error, request)).into()
            }),
        );
    }
}
