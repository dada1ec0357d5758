//! Messages to referents.

use shared::ids::HouseholdId;
use shared::wire::{Message, MessageSubmission};

use crate::{Client, Error};

impl Client {
    /// Writes to the referent of a child. Sent again under the same `key`, it is one message.
    ///
    /// # Errors
    ///
    /// `invalid_value` and `not_found` naming fields, `unavailable`, or no answer: then send again under the same key.
    pub async fn create_message(
        &self,
        household: HouseholdId,
        key: &str,
        submission: &MessageSubmission,
    ) -> Result<Message, Error> {
        self.post_once(&format!("/v1/households/{household}/messages"), key, submission).await
    }
}
