//! Whose a child's days are: the calendar in force, what was proposed, answering it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::custody::CustodyCalendar;
use crate::ids::ChildId;

/// The days of a child who lives in two households, as one of them sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChildCustodySheet {
    /// The server's instant in milliseconds since 1970.
    pub server_time_ms: i64,
    /// The day it is where the organisation is.
    pub today: NaiveDate,
    /// Whose.
    pub child_id: ChildId,
    /// First name.
    pub first_name: String,
    /// First names of its guardians in the other household; nobody: it lives in one.
    pub elsewhere: Vec<String>,
    /// The `ETag` to change it with; 0 before anybody did.
    pub version: i32,
    /// The calendar in force; without one all days are anybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CustodyCalendar>,
    /// What waits for an answer. The calendar in force holds meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<CustodyProposal>,
}

/// A calendar that one household proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustodyProposal {
    /// The calendar, as the household that reads sees it.
    pub calendar: CustodyCalendar,
    /// Whether the household that reads proposed it, and the other answers.
    pub ours: bool,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A calendar to be proposed or, by staff, set. One without weeks and dates: all days are anybody's again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustodyUpdate {
    /// The calendar, as the household of the path sees it.
    pub calendar: CustodyCalendar,
}

/// The answer to a proposal of the other household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustodyDecision {
    /// Whether it takes effect.
    pub accepted: bool,
}
