//! Requests of a household: submitting, trying, reading again.

use shared::ids::{HouseholdId, RequestId};
use shared::wire::{Page, RequestResult, RequestSubmission, RequestSummary};

use crate::{Client, Error, PageRequest};

impl Client {
    /// Submits additions and cancellations. Sent again under the same `key`, it acts once and answers the same.
    ///
    /// # Errors
    ///
    /// `not_found` naming lines, `too_many_lines`, `not_permitted`, `idempotency_key_reused`, `unavailable`, or no
    /// answer: then send again under the same key.
    pub async fn create_request(
        &self,
        household: HouseholdId,
        key: &str,
        submission: &RequestSubmission,
    ) -> Result<RequestResult, Error> {
        self.post_once(&format!("/v1/households/{household}/requests"), key, submission).await
    }

    /// What would become of each line now; nothing is written.
    ///
    /// # Errors
    ///
    /// As [`Client::create_request`].
    pub async fn preview_request(
        &self,
        household: HouseholdId,
        submission: &RequestSubmission,
    ) -> Result<RequestResult, Error> {
        self.post(&format!("/v1/households/{household}/requests/preview"), submission).await
    }

    /// The requests of a household, newest first.
    ///
    /// # Errors
    ///
    /// `not_found`, `unauthenticated`, or no answer.
    pub async fn list_requests(
        &self,
        household: HouseholdId,
        page: &PageRequest,
    ) -> Result<Page<RequestSummary>, Error> {
        self.get(&format!("/v1/households/{household}/requests"), page).await
    }

    /// A request with the outcome of each line.
    ///
    /// # Errors
    ///
    /// `not_found`, `unauthenticated`, or no answer.
    pub async fn get_request(
        &self,
        household: HouseholdId,
        request: RequestId,
    ) -> Result<RequestResult, Error> {
        self.get(&format!("/v1/households/{household}/requests/{request}"), &()).await
    }
}
