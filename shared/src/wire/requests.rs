//! Requests (*demandes*): what a family submits at once.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use crate::bookings::{Action, Line, LineOutcome};
use crate::ids::{ChildId, RequestId, SlotId};

/// Additions and cancellations, at most 3,000 lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestSubmission {
    /// Decided cancellations first, then additions in this order.
    #[serde(deserialize_with = "strict_lines")]
    pub lines: Vec<Line>,
    /// Whether one refused line refuses all.
    #[serde(default)]
    pub all_or_nothing: bool,
}

/// Reads lines and denies fields they do not have. The type itself cannot: it is part of outcomes, which have more.
fn strict_lines<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<Line>, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct StrictLine {
        child_id: ChildId,
        slot_id: SlotId,
        day: NaiveDate,
        action: Action,
    }
    let lines = Vec::<StrictLine>::deserialize(reader)?.into_iter();
    Ok(lines
        .map(|StrictLine { child_id, slot_id, day, action }| Line { child_id, slot_id, day, action })
        .collect())
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestResult {
    /// The request that was recorded; none in a preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// The instant it was judged at, in milliseconds since 1970.
    pub server_time_ms: i64,
    /// The outcome of each line, in the order sent.
    pub outcomes: Vec<LineOutcome>,
}

/// A request that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// The number to quote, `R-2026-7K3QF9`.
    pub receipt_number: String,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// By which version of the configuration it was judged.
    pub configuration_version: u32,
}

/// A request in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestSummary {
    /// The request.
    #[serde(flatten)]
    pub request: Request,
    /// How many lines gave a place.
    pub booked: u32,
    /// How many lines gave one back.
    pub cancelled: u32,
    /// How many lines were refused or not applied.
    pub refused: u32,
}
