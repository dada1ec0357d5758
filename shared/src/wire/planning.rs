//! The planning of a household.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bookings::{Cell, Facts};
use crate::ids::HouseholdId;

/// The facts of a range of days, from which the browser decides each cell as the server would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Planning {
    /// The server's instant in milliseconds since 1970, by which the client corrects its clock. No part of the
    /// `ETag`.
    pub server_time_ms: i64,
    /// Whose.
    pub household_id: HouseholdId,
    /// First day.
    pub from: NaiveDate,
    /// Last day, itself included.
    pub to: NaiveDate,
    /// The facts.
    pub facts: Facts,
}

/// Cells that the server computed, for clients that do not compile the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanningCells {
    /// The instant the cells are right at, in milliseconds since 1970.
    pub server_time_ms: i64,
    /// First day.
    pub from: NaiveDate,
    /// Last day, itself included.
    pub to: NaiveDate,
    /// One for each child, slot and day, in the order of children, configuration, days.
    pub cells: Vec<Cell>,
}
