//! Conditional answers: a client that has the present state gets 304 and no body.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::digest::sha256_hex;
use crate::error::Error;

/// The `ETag` of a state: weak, since the same state may be written and compressed in several ways.
///
/// # Errors
///
/// When the state cannot be written as JSON.
pub fn etag_of(state: &impl Serialize) -> Result<String, Error> {
    let written =
        serde_json::to_vec(state).map_err(|error| Error::internal(format!("writing JSON: {error}")))?;
    let digest = sha256_hex(written);
    Ok(format!("W/\"{}\"", &digest[..32]))
}

/// 304 when the request's `If-None-Match` names `etag`, else 200 with `body`. Only who asks keeps the state, as no answer
/// may be stored: a browser's own cache would give an old body back after a 304, and with it the instant it was made at, by
/// which clients correct their clocks.
pub fn conditional(request: &HttpRequest, etag: &str, body: &impl Serialize) -> HttpResponse {
    let known = request
        .headers()
        .get_all(header::IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| matches(one.trim(), etag));
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, etag));
    if known { answer.finish() } else { answer.json(body) }
}

/// Weak comparison, RFC 9110 §8.8.3.2.
fn matches(asked: &str, etag: &str) -> bool {
    asked == "*" || asked.trim_start_matches("W/") == etag.trim_start_matches("W/")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_present_state_is_not_sent_again() {
        let etag = etag_of(&[1, 2]).unwrap();
        assert_ne!(etag, etag_of(&[1, 3]).unwrap());
        let asking = |sent: &str| {
            let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, sent)).to_http_request();
            conditional(&request, &etag, &"body").status().as_u16()
        };
        assert_eq!(asking(&etag), 304);
        assert_eq!(asking(&format!("\"x\", {}", etag.trim_start_matches("W/"))), 304);
        assert_eq!(asking("*"), 304);
        assert_eq!(asking("\"x\""), 200);
    }
}
