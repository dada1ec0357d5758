//! Around every answer: receipt, request id, security headers, what is left of a limit, problems with their id, the line in
//! the log.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, ResponseError, web};
use futures_util::FutureExt;

use super::Received;
use super::minute_limit::Quota;
use crate::config::Config;
use crate::db::count_statements;
use crate::error::Error;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The browsable document brings scripts and styles of its own, some of them inline.
const DOCS: &str = "/api/docs/";
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    connect-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer that does not set its own.
#[derive(Clone)]
pub struct SecurityHeaders(Vec<(HeaderName, HeaderValue)>);

impl SecurityHeaders {
    /// As the settings ask: `Strict-Transport-Security` only where browsers come by HTTPS.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let mut headers = vec![
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
            (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
            ),
            (header::CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin")),
            (header::CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
            (
                header::PERMISSIONS_POLICY,
                HeaderValue::from_static("geolocation=(), microphone=(), payment=(), usb=()"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        if config.secure_cookies() {
            headers.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")));
        }
        Self(headers)
    }

    fn complete(&self, path: &str, answer: &mut HeaderMap) {
        if path.starts_with(DOCS) && !answer.contains_key(header::CONTENT_SECURITY_POLICY) {
            answer.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCS_POLICY));
        }
        for (name, value) in &self.0 {
            if !answer.contains_key(name) {
                answer.insert(name.clone(), value.clone());
            }
        }
    }
}

/// The middleware. Expects the clock and [`SecurityHeaders`] among the application's data, and the request id made by
/// the log's middleware outside it.
///
/// # Errors
///
/// Only for requests whose handling panicked or failed outside a handler, as an answer ready to send.
pub async fn envelope(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, actix_web::Error> {
    let started = Instant::now();
    let received = Received::of(&request)?;
    let headers = request.app_data::<web::Data<SecurityHeaders>>().cloned();
    let (method, path) = (request.method().clone(), request.path().to_owned());
    request.extensions_mut().insert(received.clone());

    let handled = AssertUnwindSafe(next.call(request)).catch_unwind();
    let (outcome, statements) = count_statements(handled).await;
    let mut answer = match outcome {
        Ok(Ok(answer)) => match answer.response().error() {
            None => answer.map_into_left_body(),
            Some(error) => {
                let problem = respond(error, &received.request_id);
                answer.into_response(problem).map_into_right_body()
            }
        },
        Ok(Err(error)) => return Err(Failed::new(&error, received.request_id).into()),
        Err(_panic) => {
            // what panicked was written to the log by the panic hook
            let error = Error::internal("a handler panicked").into();
            return Err(Failed::new(&error, received.request_id).into());
        }
    };
    if let Ok(id) = HeaderValue::from_str(&received.request_id) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    let quota = answer.request().extensions().get::<Quota>().cloned();
    if let Some(quota) = quota {
        quota.tell(answer.headers_mut());
    }
    if let Some(headers) = headers {
        headers.complete(&path, answer.headers_mut());
    }
    let milliseconds = started.elapsed().as_millis();
    tracing::info!(%method, %path, status = answer.status().as_u16(), milliseconds, statements, "answered");
    Ok(answer)
}

/// The answer to an error of a handler or of the framework; ours are logged.
fn respond(error: &actix_web::Error, request_id: &str) -> HttpResponse {
    if let Some(ours) = error.as_error::<Error>() {
        if let Error::Internal(reason) = ours {
            tracing::error!(reason = format!("{reason:#}"), "internal error");
        }
        return ours.respond(request_id);
    }
    let status = error.as_response_error().status_code();
    match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed(Vec::new()),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMediaType,
        status if status.is_client_error() => Error::InvalidParameter(Vec::new()),
        _ => {
            tracing::error!(%error, "internal error of the framework");
            Error::internal(error)
        }
    }
    .respond(request_id)
}

/// An error for which the framework builds the answer, with the request id in it.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
struct Failed {
    error: String,
    status: StatusCode,
    body: String,
    request_id: String,
}

impl Failed {
    fn new(error: &actix_web::Error, request_id: String) -> Self {
        let ours = match error.as_error::<Error>() {
            Some(ours) => ours,
            None => &Error::internal(error),
        };
        if let Error::Internal(reason) = ours {
            tracing::error!(reason = format!("{reason:#}"), "internal error");
        }
        let body = serde_json::to_string(&ours.problem(&request_id)).unwrap_or_default();
        Self { error: ours.to_string(), status: ours.status_code(), body, request_id }
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status)
            .content_type("application/problem+json")
            .insert_header((REQUEST_ID, self.request_id.as_str()))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(self.body.clone())
    }
}
