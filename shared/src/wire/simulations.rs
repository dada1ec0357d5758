//! Simulations: a decision with its causes, nothing written.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::bookings::{Cell, Decision};
use crate::ids::{ChildId, SlotId};

/// What to decide, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SimulationRequest {
    /// For which child.
    pub child_id: ChildId,
    /// In which slot.
    pub slot_id: SlotId,
    /// On which day.
    pub day: NaiveDate,
    /// At which instant; now when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// The decision about booking and about cancelling, with every reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Simulation {
    /// The instant it was judged at.
    pub at: DateTime<Utc>,
    /// By which version of the configuration.
    pub configuration_version: u32,
    /// What the cell shows.
    pub cell: Cell,
    /// Whether the place can be taken.
    pub book: Decision,
    /// Whether it can be given back.
    pub cancel: Decision,
    /// The first reason of the action the cell offers, in French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}
