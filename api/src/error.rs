//! The one error of the server, mapped exhaustively to problems (RFC 9457).
//!
//! What goes wrong inside is logged under the request id by [`crate::http::envelope`], and never shown.

use std::collections::BTreeMap;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::documents::DocumentFault;
use shared::ids::HouseholdId;
use shared::problem::{FieldError, Problem, ProblemCode};
use shared::wire::LinkFault;

/// Why a request, as a whole, is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The body is no JSON, or not of the form documented.
    #[error("malformed body")]
    MalformedBody(Vec<FieldError>),
    /// A parameter of the path or query cannot be read.
    #[error("invalid parameter")]
    InvalidParameter(Vec<FieldError>),
    /// A creating POST without its key.
    #[error("no idempotency key")]
    IdempotencyKeyMissing,
    /// No access token, or a bad one.
    #[error("unauthenticated")]
    Unauthenticated,
    /// Address and password do not belong together.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Address and password are right, and a code is asked for besides.
    #[error("second factor required")]
    SecondFactorRequired,
    /// The code is wrong or used.
    #[error("wrong second factor")]
    WrongSecondFactor,
    /// The refresh cookie is of no use any more.
    #[error("sign-in ended")]
    SignInEnded,
    /// From another origin.
    #[error("foreign origin")]
    ForeignOrigin,
    /// No such thing for this account.
    #[error("not found")]
    NotFound,
    /// Fields of the body or query name things that do not exist for this account.
    #[error("unknown things named")]
    UnknownNamed(Vec<FieldError>),
    /// The account may look, but not act.
    #[error("not permitted")]
    NotPermitted,
    /// The account's role does not permit it.
    #[error("role not permitted")]
    RoleNotPermitted,
    /// Staff that signed in without a second factor.
    #[error("second factor missing")]
    SecondFactorMissing,
    /// The organisation invites families.
    #[error("sign-up closed")]
    SignUpClosed,
    /// Parents create their accounts themselves.
    #[error("invitations closed")]
    InvitationsClosed,
    /// The household was made one with another.
    #[error("household merged into {into}")]
    HouseholdMerged {
        /// Which.
        into: HouseholdId,
    },
    /// Somebody else has changed it since.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// The path exists, the method does not; those that do are named.
    #[error("method not allowed")]
    MethodNotAllowed(Vec<String>),
    /// The same key is being worked on.
    #[error("idempotency key in progress")]
    IdempotencyInProgress,
    /// The body is larger than `max_bytes`.
    #[error("body larger than {max_bytes} bytes")]
    BodyTooLarge {
        /// How much is accepted.
        max_bytes: usize,
    },
    /// The content type is not `application/json`.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// A value is out of its range.
    #[error("invalid value")]
    InvalidValue(Vec<FieldError>),
    /// The range of days is too long.
    #[error("range longer than {max_days} days")]
    RangeTooLong {
        /// How long one may be.
        max_days: u32,
    },
    /// Too many lines.
    #[error("more than {max_lines} lines")]
    TooManyLines {
        /// How many are accepted.
        max_lines: usize,
    },
    /// The key was used with another body.
    #[error("idempotency key reused")]
    IdempotencyKeyReused,
    /// A day outside the known calendar.
    #[error("{day} is outside the known calendar")]
    DayOutsideCalendar {
        /// The day.
        day: NaiveDate,
    },
    /// The link of a mail cannot be used.
    #[error("link unusable: {}", .reason.code())]
    LinkUnusable {
        /// Why not.
        reason: LinkFault,
    },
    /// A file cannot be taken as a document.
    #[error("document unusable: {}", .reason.code())]
    DocumentUnusable {
        /// Why not.
        reason: DocumentFault,
        /// A value for its sentence.
        param: Option<(&'static str, Value)>,
    },
    /// The document was accepted: it stays.
    #[error("document accepted")]
    DocumentAccepted,
    /// Too many attempts.
    #[error("too many attempts")]
    TooManyAttempts {
        /// When to come back.
        retry_after: Duration,
    },
    /// A problem that was answered before under the same idempotency key.
    #[error("as before: {}", .0.code.as_str())]
    Repeated(Box<Problem>),
    /// The database ended the transaction, which may be run again; [`crate::db::Db::write`] does.
    #[error("transaction ended by the database: {0}")]
    Retryable(String),
    /// Too busy, or not ready.
    #[error("unavailable")]
    Unavailable,
    /// Our fault.
    #[error("internal: {0:#}")]
    Internal(#[from] anyhow::Error),
}

/// How long a client waits before it asks a busy server again.
const RETRY_AFTER_SECONDS: u64 = 2;

impl Error {
    /// A value of a field that is out of its range; `code` is stable, `detail` is for developers.
    #[must_use]
    pub fn invalid(field: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self::InvalidValue(vec![FieldError {
            field: field.into(),
            code: code.to_owned(),
            detail: detail.into(),
        }])
    }

    /// A field that names a thing which does not exist for this account: another family's child, a slot that is gone.
    #[must_use]
    pub fn unknown(field: impl Into<String>, detail: impl Into<String>) -> Self {
        let (field, code) = (field.into(), "unknown".to_owned());
        Self::UnknownNamed(vec![FieldError { field, code, detail: detail.into() }])
    }

    /// Our fault, in words for the log.
    #[must_use]
    pub fn internal(reason: impl std::fmt::Display) -> Self {
        Self::Internal(anyhow::anyhow!("{reason}"))
    }

    /// The reason, for the log and for commands, where there is no client to answer.
    #[must_use]
    pub fn into_report(self) -> anyhow::Error {
        match self {
            Self::Internal(reason) => reason,
            other => other.into(),
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::MalformedBody(_) => ProblemCode::MalformedBody,
            Self::InvalidParameter(_) => ProblemCode::InvalidParameter,
            Self::IdempotencyKeyMissing => ProblemCode::IdempotencyKeyMissing,
            Self::Unauthenticated => ProblemCode::Unauthenticated,
            Self::WrongCredentials => ProblemCode::WrongCredentials,
            Self::SecondFactorRequired => ProblemCode::SecondFactorRequired,
            Self::WrongSecondFactor => ProblemCode::WrongSecondFactor,
            Self::SignInEnded => ProblemCode::SignInEnded,
            Self::ForeignOrigin => ProblemCode::ForeignOrigin,
            Self::NotFound | Self::UnknownNamed(_) => ProblemCode::NotFound,
            Self::NotPermitted => ProblemCode::NotPermitted,
            Self::RoleNotPermitted => ProblemCode::RoleNotPermitted,
            Self::SecondFactorMissing => ProblemCode::SecondFactorMissing,
            Self::SignUpClosed => ProblemCode::SignUpClosed,
            Self::InvitationsClosed => ProblemCode::InvitationsClosed,
            Self::HouseholdMerged { .. } => ProblemCode::HouseholdMerged,
            Self::ChangedMeanwhile => ProblemCode::ChangedMeanwhile,
            Self::MethodNotAllowed(_) => ProblemCode::MethodNotAllowed,
            Self::IdempotencyInProgress => ProblemCode::IdempotencyInProgress,
            Self::BodyTooLarge { .. } => ProblemCode::BodyTooLarge,
            Self::UnsupportedMediaType => ProblemCode::UnsupportedMediaType,
            Self::InvalidValue(_) => ProblemCode::InvalidValue,
            Self::RangeTooLong { .. } => ProblemCode::RangeTooLong,
            Self::TooManyLines { .. } => ProblemCode::TooManyLines,
            Self::IdempotencyKeyReused => ProblemCode::IdempotencyKeyReused,
            Self::DayOutsideCalendar { .. } => ProblemCode::DayOutsideCalendar,
            Self::LinkUnusable { .. } => ProblemCode::LinkUnusable,
            Self::DocumentUnusable { .. } => ProblemCode::DocumentUnusable,
            Self::DocumentAccepted => ProblemCode::DocumentAccepted,
            Self::TooManyAttempts { .. } => ProblemCode::TooManyAttempts,
            Self::Repeated(problem) => problem.code,
            Self::Retryable(_) | Self::Unavailable => ProblemCode::Unavailable,
            Self::Internal(_) => ProblemCode::Internal,
        }
    }

    /// The body of the answer.
    #[must_use]
    pub fn problem(&self, request_id: &str) -> Problem {
        if let Self::Repeated(problem) = self {
            return (**problem).clone();
        }
        let code = self.code();
        let errors = match self {
            Self::MalformedBody(errors)
            | Self::InvalidParameter(errors)
            | Self::InvalidValue(errors)
            | Self::UnknownNamed(errors) => errors.clone(),
            _ => Vec::new(),
        };
        Problem { params: self.params(), errors, ..problem_of(code, request_id) }
    }

    fn params(&self) -> BTreeMap<String, Value> {
        if let Self::DocumentUnusable { reason, param } = self {
            let named = param.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            return [("reason".to_owned(), json!(reason))].into_iter().chain(named).collect();
        }
        let param = match self {
            Self::BodyTooLarge { max_bytes } => ("max_bytes", json!(max_bytes)),
            Self::RangeTooLong { max_days } => ("max_days", json!(max_days)),
            Self::TooManyLines { max_lines } => ("max_lines", json!(max_lines)),
            Self::DayOutsideCalendar { day } => ("day", json!(day)),
            Self::LinkUnusable { reason } => ("reason", json!(reason)),
            Self::HouseholdMerged { into } => ("merged_into", json!(into)),
            Self::TooManyAttempts { .. } => ("retry_after_seconds", json!(self.retry_after())),
            _ => return BTreeMap::new(),
        };
        BTreeMap::from([(param.0.to_owned(), param.1)])
    }

    /// In how many seconds to ask again, if that helps.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            // rounded up: coming back at the second told must work
            Self::TooManyAttempts { retry_after } => {
                let part = u64::from(retry_after.subsec_nanos() > 0);
                Some((retry_after.as_secs() + part).max(1))
            }
            Self::Retryable(_) | Self::Unavailable => Some(RETRY_AFTER_SECONDS),
            _ => None,
        }
    }

    /// The whole answer, without the headers that every answer carries.
    #[must_use]
    pub fn respond(&self, request_id: &str) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        answer.content_type("application/problem+json").insert_header(("Cache-Control", "no-store"));
        if let Some(seconds) = self.retry_after() {
            answer.insert_header(("Retry-After", seconds.to_string()));
        }
        match self {
            Self::Unauthenticated => {
                answer.insert_header(("WWW-Authenticate", "Bearer"));
            }
            Self::MethodNotAllowed(methods) => {
                answer.insert_header(("Allow", methods.join(", ")));
            }
            _ => {}
        }
        let problem = self.problem(request_id);
        answer.body(serde_json::to_string(&problem).unwrap_or_default())
    }
}

/// A problem of which nothing but its code is told.
pub(crate) fn problem_of(code: ProblemCode, request_id: &str) -> Problem {
    Problem {
        kind: format!("/api/docs/problems#{}", code.as_str()),
        title: title(code),
        status: code.status(),
        code,
        params: BTreeMap::new(),
        errors: Vec::new(),
        request_id: request_id.to_owned(),
    }
}

/// `wrong_credentials` as “Wrong credentials”.
fn title(code: ProblemCode) -> String {
    let words = code.as_str().replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        // the envelope knows the request id and answers in this one's stead
        self.respond("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internals_stay_inside() {
        let problem = Error::internal("password of the database: swordfish").problem("id");
        assert!(!serde_json::to_string(&problem).unwrap().contains("swordfish"));
        assert_eq!((problem.status, problem.title.as_str()), (500, "Internal"));
    }

    #[test]
    fn coming_back_at_the_second_told_works() {
        let error = Error::TooManyAttempts { retry_after: Duration::from_millis(1_001) };
        assert_eq!(error.retry_after(), Some(2));
    }
}
