//! Pages that everybody reads and administrators write.

use reqwest::Method;
use serde::Serialize;
use shared::catalogue::Language;
use shared::wire::{
    PageCode, PageSource, PageStates, PageText, PageVersions, PublicPage, TextPreview, TextToPreview,
};

use crate::http::{Cached, read};
use crate::{Client, Error};

#[derive(Serialize)]
struct PageLanguage {
    language: &'static str,
}

impl Client {
    /// A page of the portal; needs no sign-in.
    ///
    /// # Errors
    ///
    /// `unavailable`, or no answer.
    pub async fn get_page(&self, code: PageCode, language: Language) -> Result<PublicPage, Error> {
        let asked = PageLanguage { language: language.code() };
        self.get(&format!("/v1/pages/{}", code.code()), &asked).await
    }

    /// How far the pages are.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_pages(&self) -> Result<PageStates, Error> {
        self.get("/v1/pages", &()).await
    }

    /// A page as it is written, with the `ETag` to change it with.
    ///
    /// # Errors
    ///
    /// As [`Client::list_pages`].
    pub async fn get_page_source(&self, code: PageCode) -> Result<Cached<PageSource>, Error> {
        self.get_cached(&format!("/v1/pages/{}/source", code.code()), &(), None).await
    }

    /// Writes the next version of a page, if nobody has since `etag`.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value` naming `fr` or `en`, and as [`Client::list_pages`].
    pub async fn update_page(
        &self,
        code: PageCode,
        etag: &str,
        text: &PageText,
    ) -> Result<PageSource, Error> {
        let path = format!("/v1/pages/{}/source", code.code());
        read(self.changing(Method::PUT, &path, etag).json(text)).await
    }

    /// How a text will look.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `text`, and as [`Client::list_pages`].
    pub async fn preview_page(&self, text: &TextToPreview) -> Result<TextPreview, Error> {
        self.post("/v1/pages/preview", text).await
    }

    /// When a page was written, by whom.
    ///
    /// # Errors
    ///
    /// As [`Client::list_pages`].
    pub async fn list_page_versions(&self, code: PageCode) -> Result<PageVersions, Error> {
        self.get(&format!("/v1/pages/{}/versions", code.code()), &()).await
    }

    /// A version of a page as it was written.
    ///
    /// # Errors
    ///
    /// `not_found`, and as [`Client::list_pages`].
    pub async fn get_page_version(&self, code: PageCode, version: i32) -> Result<PageSource, Error> {
        self.get(&format!("/v1/pages/{}/versions/{version}", code.code()), &()).await
    }
}
