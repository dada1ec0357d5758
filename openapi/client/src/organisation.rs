//! What everybody may know of the organisation.

use shared::wire::PublicOrganisation;

use crate::{Client, Error};

impl Client {
    /// Name, contacts, schools and facilities; no sign-in needed.
    ///
    /// # Errors
    ///
    /// No answer.
    pub async fn get_organisation(&self) -> Result<PublicOrganisation, Error> {
        self.get("/v1/organisation", &()).await
    }
}
