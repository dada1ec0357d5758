//! Whether the server lives and is ready.

use shared::wire::Health;

use crate::{Client, Error};

impl Client {
    /// Whether the server lives, and its clock.
    ///
    /// # Errors
    ///
    /// No answer.
    pub async fn get_health(&self) -> Result<Health, Error> {
        self.get("/health", &()).await
    }

    /// Whether the server would answer requests.
    ///
    /// # Errors
    ///
    /// `unavailable`, or no answer.
    pub async fn get_readiness(&self) -> Result<Health, Error> {
        self.get("/ready", &()).await
    }
}
