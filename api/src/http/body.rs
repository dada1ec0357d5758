//! JSON bodies: content type, size and form checked, the field at fault named.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::fields;
use crate::error::Error;

/// What is accepted of a body.
#[derive(Clone, Copy)]
pub(super) struct BodyLimit {
    /// The largest, in bytes.
    pub(super) bytes: usize,
    /// How long it may be on its way. A request is judged as of its receipt, so it must be known soon after.
    pub(super) time: Duration,
}

/// How slowly a file may come, in bytes a second: over a poor mobile network.
const SLOWEST: usize = 16 * 1024;

/// How many times the limit is listened to of a body that is too large.
const LISTENED: usize = 5;

/// A JSON body read into `T`, which denies unknown fields.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = limit_of(request);
        let json = request.content_type().eq_ignore_ascii_case("application/json");
        let announced = announced(request);
        let mut payload = payload.take();
        Box::pin(async move {
            if !json {
                return Err(Error::UnsupportedMediaType);
            }
            let body = timeout(limit.time, read(&mut payload, announced, limit.bytes)).await;
            parse(&body.unwrap_or_else(|_| Err(broken_off()))?).map(Self)
        })
    }
}

async fn read(payload: &mut Payload, announced: Option<usize>, limit: usize) -> Result<web::BytesMut, Error> {
    let too_large = || Error::BodyTooLarge { max_bytes: limit };
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let mut body = web::BytesMut::with_capacity(announced.unwrap_or_default());
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            tracing::debug!(%error, "the body broke off");
            broken_off()
        })?;
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A body as it is, for an operation with a limit of its own. What is too large is read on for a while and thrown away: a
/// browser hears no answer while it still sends.
///
/// # Errors
///
/// [`Error::BodyTooLarge`]; [`Error::MalformedBody`] when it broke off, or came too slowly.
pub async fn read_body(
    request: &HttpRequest,
    payload: web::Payload,
    limit: usize,
) -> Result<web::Bytes, Error> {
    let mut payload = payload.into_inner();
    let length = announced(request);
    let seconds = length.unwrap_or(limit).min(limit.saturating_mul(LISTENED)) / SLOWEST;
    let time = limit_of(request).time + Duration::from_secs(seconds as u64);
    timeout(time, read_or_throw_away(&mut payload, length, limit)).await.unwrap_or_else(|_| Err(broken_off()))
}

async fn read_or_throw_away(
    payload: &mut Payload,
    length: Option<usize>,
    limit: usize,
) -> Result<web::Bytes, Error> {
    match length {
        Some(length) if length > limit => {}
        announced => match read(payload, announced, limit).await {
            Err(Error::BodyTooLarge { .. }) => {}
            done => return done.map(web::BytesMut::freeze),
        },
    }
    let mut thrown_away = 0;
    while let Some(Ok(chunk)) = payload.next().await {
        thrown_away += chunk.len();
        if thrown_away > limit.saturating_mul(LISTENED) {
            break;
        }
    }
    Err(Error::BodyTooLarge { max_bytes: limit })
}

fn limit_of(request: &HttpRequest) -> BodyLimit {
    let unset = BodyLimit { bytes: 1024 * 1024, time: Duration::from_secs(15) };
    request.app_data::<BodyLimit>().copied().unwrap_or(unset)
}

fn broken_off() -> Error {
    Error::MalformedBody(vec![fields::field("", "broken_off", "the body could not be read to its end")])
}

fn announced(request: &HttpRequest) -> Option<usize> {
    let length = request.headers().get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    // serde reads a list as an object whose members are not named
    if body.trim_ascii_start().first() == Some(&b'[') {
        let fault = fields::field("", "invalid_type", "an object, its members by their names");
        return Err(Error::MalformedBody(vec![fault]));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() {
            return Error::MalformedBody(vec![fields::explain(&path, &inner.to_string())]);
        }
        Error::MalformedBody(vec![fields::field("", "malformed_json", &inner.to_string())])
    })?;
    reader.end().map_err(|error| {
        Error::MalformedBody(vec![fields::field("", "malformed_json", &error.to_string())])
    })?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde::Deserialize;
    use uuid::Uuid;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only how they are read matters")]
    struct Line {
        child_id: Uuid,
        day: NaiveDate,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only how they are read matters")]
    struct Body {
        lines: Vec<Line>,
    }

    fn refused(body: &str) -> (String, String) {
        match parse::<Body>(body.as_bytes()).unwrap_err() {
            Error::MalformedBody(errors) => (errors[0].field.clone(), errors[0].code.clone()),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_field_at_fault_is_named() {
        let id = Uuid::nil();
        let line = |rest: &str| format!(r#"{{"lines":[{{"child_id":"{id}",{rest}}}]}}"#);
        let told = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(refused(&line(r#""day":"2027-02-30""#)), told("lines[0].day", "invalid_date"));
        assert_eq!(refused(&line(r#""day":"30/02/2027""#)), told("lines[0].day", "invalid_date"));
        assert_eq!(refused(&line(r#""day":3"#)), told("lines[0].day", "invalid_type"));
        assert_eq!(refused(&line(r#""day":"2027-02-03","x":1"#)), told("lines[0].x", "unknown_field"));
        assert_eq!(refused(r#"{"lines":[{"child_id":"x"}]}"#), told("lines[0].child_id", "invalid_id"));
        assert_eq!(
            refused(&format!(r#"{{"lines":[{{"child_id":"{id}"}}]}}"#)),
            told("lines[0].day", "missing")
        );
        assert_eq!(refused("{}"), told("lines", "missing"));
        assert_eq!(refused("{"), told("", "malformed_json"));
        assert_eq!(refused(""), told("", "malformed_json"));
        assert_eq!(refused(r#"{"lines":[]} {}"#), told("", "malformed_json"));
        assert_eq!(refused(r#"{"lines":[],"lines":[]}"#), told("lines", "duplicate"));
    }
}
