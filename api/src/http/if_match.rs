//! The precondition of changes to what two people may edit: it is still as the one who changes it has read it.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};

use crate::error::Error;

/// The version of a row that `If-Match` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i32);

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let named = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let version = named.and_then(|etag| etag.trim().trim_matches('"').parse().ok());
        ready(version.map(Self).ok_or(Error::ChangedMeanwhile))
    }
}

/// The `ETag` of a row's version.
#[must_use]
pub fn etag_of_version(version: i32) -> String {
    format!("\"{version}\"")
}
