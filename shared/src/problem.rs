//! Problems (RFC 9457): what the API answers when it refuses a whole request, under stable codes.
//!
//! A refusal of one line of a request is no problem of the request: see [`crate::bookings::Refusal`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Stable codes of problems. The sentence for each, in each language, is `problem.<code>` in [`crate::catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 400: the body is no JSON, or not of the form documented; `errors` names the fields.
    MalformedBody,
    /// 400: a parameter of the path or query cannot be read; `errors` names it.
    InvalidParameter,
    /// 400: a creating POST without its `Idempotency-Key` header.
    IdempotencyKeyMissing,
    /// 401: no access token, or one that is forged, expired or revoked.
    Unauthenticated,
    /// 401: the address and password do not belong together (equal for unknown addresses).
    WrongCredentials,
    /// 401: address and password are right, and this account asks for a code besides.
    SecondFactorRequired,
    /// 401: the code is wrong, or was used before.
    WrongSecondFactor,
    /// 401: the refresh cookie is missing, expired, revoked or was used before.
    SignInEnded,
    /// 403: the request came from another origin.
    ForeignOrigin,
    /// 403: this account may look at the household, but not act for it.
    NotPermitted,
    /// 403: the account's role does not permit this; families have none.
    RoleNotPermitted,
    /// 403: staff act only after signing in with a second factor.
    SecondFactorMissing,
    /// 403: the organisation invites families, nobody creates an account here.
    SignUpClosed,
    /// 403: parents create their accounts themselves, nobody is invited here.
    InvitationsClosed,
    /// 404: no such thing, or not one that this account may know of; `errors` names the fields that name it.
    NotFound,
    /// 405: the path exists, this method does not.
    MethodNotAllowed,
    /// 409: a request with the same idempotency key is still under way.
    IdempotencyInProgress,
    /// 409: staff have accepted the document; it stays until a newer one takes its place.
    DocumentAccepted,
    /// 410: the household was made one with another; `merged_into` names it. Only staff are told.
    HouseholdMerged,
    /// 412: somebody else has changed it since; read it again. Also without `If-Match`, which says since when.
    ChangedMeanwhile,
    /// 413: the body is larger than accepted; `max_bytes` says how much is.
    BodyTooLarge,
    /// 415: the content type is not `application/json`.
    UnsupportedMediaType,
    /// 422: read well, but a value is out of its range; `errors` names the fields.
    InvalidValue,
    /// 422: the range of days is longer than accepted; `max_days` says how long one may be.
    RangeTooLong,
    /// 422: more lines than accepted; `max_lines` says how many are.
    TooManyLines,
    /// 422: the idempotency key was used before with another body.
    IdempotencyKeyReused,
    /// 422: a day lies outside the known school calendar; `day` names it.
    DayOutsideCalendar,
    /// 422: the link of a mail cannot be used (any more); `reason` says why.
    LinkUnusable,
    /// 422: the file cannot be taken as a document; `reason` says why.
    DocumentUnusable,
    /// 429: too many attempts; `retry_after_seconds` says when to come back.
    TooManyAttempts,
    /// 500: our fault; the request id leads to it in the log.
    Internal,
    /// 503: not ready, or too busy to answer in time; come back.
    Unavailable,
}

impl ProblemCode {
    /// Every code, for catalogues and tests.
    pub const ALL: [Self; 32] = [
        Self::MalformedBody,
        Self::InvalidParameter,
        Self::IdempotencyKeyMissing,
        Self::Unauthenticated,
        Self::WrongCredentials,
        Self::SecondFactorRequired,
        Self::WrongSecondFactor,
        Self::SignInEnded,
        Self::ForeignOrigin,
        Self::NotPermitted,
        Self::RoleNotPermitted,
        Self::SecondFactorMissing,
        Self::SignUpClosed,
        Self::InvitationsClosed,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::IdempotencyInProgress,
        Self::DocumentAccepted,
        Self::HouseholdMerged,
        Self::ChangedMeanwhile,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::InvalidValue,
        Self::RangeTooLong,
        Self::TooManyLines,
        Self::IdempotencyKeyReused,
        Self::DayOutsideCalendar,
        Self::LinkUnusable,
        Self::DocumentUnusable,
        Self::TooManyAttempts,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The HTTP status that goes with the code.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::MalformedBody | Self::InvalidParameter | Self::IdempotencyKeyMissing => 400,
            Self::Unauthenticated
            | Self::WrongCredentials
            | Self::SecondFactorRequired
            | Self::WrongSecondFactor
            | Self::SignInEnded => 401,
            Self::ForeignOrigin
            | Self::NotPermitted
            | Self::RoleNotPermitted
            | Self::SecondFactorMissing
            | Self::SignUpClosed
            | Self::InvitationsClosed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::IdempotencyInProgress | Self::DocumentAccepted => 409,
            Self::HouseholdMerged => 410,
            Self::ChangedMeanwhile => 412,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidValue
            | Self::RangeTooLong
            | Self::TooManyLines
            | Self::IdempotencyKeyReused
            | Self::DayOutsideCalendar
            | Self::LinkUnusable
            | Self::DocumentUnusable => 422,
            Self::TooManyAttempts => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// The code as it is written in JSON, `wrong_credentials`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedBody => "malformed_body",
            Self::InvalidParameter => "invalid_parameter",
            Self::IdempotencyKeyMissing => "idempotency_key_missing",
            Self::Unauthenticated => "unauthenticated",
            Self::WrongCredentials => "wrong_credentials",
            Self::SecondFactorRequired => "second_factor_required",
            Self::WrongSecondFactor => "wrong_second_factor",
            Self::SignInEnded => "sign_in_ended",
            Self::ForeignOrigin => "foreign_origin",
            Self::NotPermitted => "not_permitted",
            Self::RoleNotPermitted => "role_not_permitted",
            Self::SecondFactorMissing => "second_factor_missing",
            Self::SignUpClosed => "sign_up_closed",
            Self::InvitationsClosed => "invitations_closed",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::IdempotencyInProgress => "idempotency_in_progress",
            Self::DocumentAccepted => "document_accepted",
            Self::HouseholdMerged => "household_merged",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::BodyTooLarge => "body_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::InvalidValue => "invalid_value",
            Self::RangeTooLong => "range_too_long",
            Self::TooManyLines => "too_many_lines",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::DayOutsideCalendar => "day_outside_calendar",
            Self::LinkUnusable => "link_unusable",
            Self::DocumentUnusable => "document_unusable",
            Self::TooManyAttempts => "too_many_attempts",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where: a path into the body (`lines[3].day`), or the name of a parameter.
    pub field: String,
    /// What: a stable code such as `missing`, `unknown_field`, `invalid_date`, `too_long`, `out_of_range`.
    pub code: String,
    /// The same for developers, in English; never shown to families.
    pub detail: String,
}

/// The body of every answer that is an error (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A link to the documentation of the code, relative to the server: `/api/docs/problems#wrong_credentials`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short English title.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// The stable code, by which programs tell problems apart.
    pub code: ProblemCode,
    /// Values for the sentence of the code (`max_days`, `retry_after_seconds`, …).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, serde_json::Value>,
    /// The fields at fault, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Under which id the log knows this request.
    pub request_id: String,
}
