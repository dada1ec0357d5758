//! The planning of a household.

use chrono::NaiveDate;
use serde::Serialize;
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{Planning, PlanningCells};

use crate::{Cached, Client, Error};

/// Query of both operations.
#[derive(Serialize)]
struct Range {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    child_id: Option<ChildId>,
}

impl Client {
    /// The facts of a range of days, first and last included, at most 400; `etag` is that of the facts the caller has.
    ///
    /// # Errors
    ///
    /// `range_too_long`, `not_found`, `unauthenticated`, or no answer.
    pub async fn get_planning(
        &self,
        household: HouseholdId,
        from: NaiveDate,
        to: NaiveDate,
        etag: Option<&str>,
    ) -> Result<Cached<Planning>, Error> {
        let range = Range { from, to, child_id: None };
        self.get_cached(&format!("/v1/households/{household}/planning"), &range, etag).await
    }

    /// The cells of a range of days, computed by the server, of one child or of all.
    ///
    /// # Errors
    ///
    /// `range_too_long`, `not_found`, `unauthenticated`, or no answer.
    pub async fn list_planning_cells(
        &self,
        household: HouseholdId,
        from: NaiveDate,
        to: NaiveDate,
        child_id: Option<ChildId>,
    ) -> Result<PlanningCells, Error> {
        let range = Range { from, to, child_id };
        self.get(&format!("/v1/households/{household}/planning/cells"), &range).await
    }
}
