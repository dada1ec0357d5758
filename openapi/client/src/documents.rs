//! Supporting documents.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use shared::ids::{DocumentId, HouseholdId};
use shared::wire::{
    Document, DocumentDecision, DocumentSubmission, DocumentToCheck, HouseholdDocuments, Page,
};

use crate::http::{Cached, IDEMPOTENCY_KEY, PageRequest, bytes, done};
use crate::upload::upload;
use crate::{Client, Error, Upload};

impl Client {
    /// What is asked of a household, and what it has sent.
    ///
    /// # Errors
    ///
    /// `not_found`, `unavailable`, or no answer.
    pub async fn list_documents(&self, household: HouseholdId) -> Result<HouseholdDocuments, Error> {
        self.get(&format!("/v1/households/{household}/documents"), &()).await
    }

    /// Sends a file. Sent again under the same `key`, it is one document.
    ///
    /// # Errors
    ///
    /// `document_unusable` with its reason, `body_too_large`, `invalid_value` and `not_found` naming parameters,
    /// `not_permitted`, `too_many_attempts`, `unavailable`, or no answer: then send again under the same key.
    pub async fn create_document(
        &self,
        household: HouseholdId,
        key: &str,
        submission: &DocumentSubmission,
        file: impl Into<Upload>,
    ) -> Result<Document, Error> {
        let request = self.request(Method::POST, &format!("/v1/households/{household}/documents"));
        let request = request.query(submission).header(IDEMPOTENCY_KEY, key);
        upload(request.header(CONTENT_TYPE, "application/octet-stream"), file.into()).await
    }

    /// Sends a file for a family, by staff. Sent again under the same `key`, it is one document.
    ///
    /// # Errors
    ///
    /// As [`Client::create_document`], and `role_not_permitted`, `second_factor_missing`.
    pub async fn create_document_of_household(
        &self,
        household: HouseholdId,
        key: &str,
        submission: &DocumentSubmission,
        file: impl Into<Upload>,
    ) -> Result<Document, Error> {
        let path = format!("/v1/family_files/{household}/documents");
        let request = self.request(Method::POST, &path).query(submission).header(IDEMPOTENCY_KEY, key);
        upload(request.header(CONTENT_TYPE, "application/octet-stream"), file.into()).await
    }

    /// The content of a document of a household.
    ///
    /// # Errors
    ///
    /// `not_found`, `unavailable`, or no answer.
    pub async fn get_household_document_content(
        &self,
        household: HouseholdId,
        id: DocumentId,
    ) -> Result<Vec<u8>, Error> {
        let path = format!("/v1/households/{household}/documents/{id}/content");
        bytes(self.request(Method::GET, &path)).await
    }

    /// Takes a document back.
    ///
    /// # Errors
    ///
    /// `document_accepted`, `not_found`, `not_permitted`, or no answer.
    pub async fn delete_document(&self, household: HouseholdId, id: DocumentId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &format!("/v1/households/{household}/documents/{id}"))).await
    }

    /// The documents that staff have not looked at, the oldest first.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_documents_to_check(&self, page: &PageRequest) -> Result<Page<DocumentToCheck>, Error> {
        self.get("/v1/documents/to_check", page).await
    }

    /// A document, with the `ETag` by which to decide about it.
    ///
    /// # Errors
    ///
    /// `not_found`, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn get_document(&self, id: DocumentId) -> Result<Cached<DocumentToCheck>, Error> {
        self.get_cached(&format!("/v1/documents/{id}"), &(), None).await
    }

    /// The content of a family's document; the history tells that it was read.
    ///
    /// # Errors
    ///
    /// As [`Client::get_document`].
    pub async fn get_document_content(&self, id: DocumentId) -> Result<Vec<u8>, Error> {
        bytes(self.request(Method::GET, &format!("/v1/documents/{id}/content"))).await
    }

    /// Accepts or refuses a document, if nobody has decided since `etag`.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value` naming `reason` or `expires_on`, and as [`Client::get_document`].
    pub async fn decide_document(
        &self,
        id: DocumentId,
        etag: &str,
        decision: impl Into<DocumentDecision>,
    ) -> Result<(), Error> {
        let path = format!("/v1/documents/{id}/decision");
        done(self.changing(Method::PUT, &path, etag).json(&decision.into())).await
    }

    /// What is asked of a household and what it has sent, for staff; a referent, of the children they work for.
    ///
    /// # Errors
    ///
    /// As [`Client::get_document`].
    pub async fn list_documents_of_household(
        &self,
        household: HouseholdId,
    ) -> Result<HouseholdDocuments, Error> {
        self.get(&format!("/v1/family_files/{household}/documents"), &()).await
    }
}
