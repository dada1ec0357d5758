//! Families from a CSV file.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;
use shared::calendar::SchoolYear;
use shared::wire::ImportReport;

use crate::http::{IDEMPOTENCY_KEY, bytes, read};
use crate::{Client, Error};

/// How a file is imported.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ImportRequest {
    /// Of which school year schooling is told; the present one without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// Whether those whose mail address is new are invited.
    pub invite: bool,
}

impl Client {
    /// A template of the file.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn get_family_import_template(&self) -> Result<Vec<u8>, Error> {
        bytes(self.request(Method::GET, "/v1/family_imports/template")).await
    }

    /// What importing a file would do.
    ///
    /// # Errors
    ///
    /// `body_too_large`, `invitations_closed`, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn preview_family_import(
        &self,
        request: ImportRequest,
        file: Vec<u8>,
    ) -> Result<ImportReport, Error> {
        let sent = self.request(Method::POST, "/v1/family_imports/preview").query(&request);
        read(sent.header(CONTENT_TYPE, "application/octet-stream").body(file)).await
    }

    /// Imports a file whole, or not at all. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming lines, and as [`Client::preview_family_import`].
    pub async fn create_family_import(
        &self,
        key: &str,
        request: ImportRequest,
        file: Vec<u8>,
    ) -> Result<ImportReport, Error> {
        let sent = self.request(Method::POST, "/v1/family_imports").query(&request);
        let sent = sent.header(IDEMPOTENCY_KEY, key).header(CONTENT_TYPE, "application/octet-stream");
        read(sent.body(file)).await
    }
}
