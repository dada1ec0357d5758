//! The built-in mail viewer (embedded mode).

use shared::ids::MailId;
use shared::wire::{Mail, MailSummary, Page};

use crate::{Client, Error, PageRequest};

impl Client {
    /// Mails, newest first.
    ///
    /// # Errors
    ///
    /// `not_found` where there is no viewer, or no answer.
    pub async fn list_mails(&self, page: &PageRequest) -> Result<Page<MailSummary>, Error> {
        self.get("/v1/mails", page).await
    }

    /// A mail with its bodies.
    ///
    /// # Errors
    ///
    /// `not_found`, or no answer.
    pub async fn get_mail(&self, id: MailId) -> Result<Mail, Error> {
        self.get(&format!("/v1/mails/{id}"), &()).await
    }
}
