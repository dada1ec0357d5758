//! The year turns.

use reqwest::Method;
use shared::calendar::SchoolYear;
use shared::wire::{Page, PromotionLine, SchoolYearOpened, SchoolYearOpening, SchoolYears};

use crate::http::{IDEMPOTENCY_KEY, read};
use crate::{Cached, Client, Error, PageRequest};

impl Client {
    /// The school years that can be opened, and what families will be asked then.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_school_years(&self) -> Result<SchoolYears, Error> {
        self.get("/v1/school_years", &()).await
    }

    /// What opening a school year would do for each child of the year before; the `ETag` is of all of them.
    ///
    /// # Errors
    ///
    /// `not_found` when one of the years is not planned, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_promotions(
        &self,
        year: SchoolYear,
        page: &PageRequest,
    ) -> Result<Cached<Page<PromotionLine>>, Error> {
        self.get_cached(&format!("/v1/school_years/{year}/promotions"), page, None).await
    }

    /// Opens a school year, if all children are as the first page of `etag` has shown them. Sent again under the same `key`, it
    /// is done once.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `not_found`, `invalid_value` naming corrections, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn open_school_year(
        &self,
        year: SchoolYear,
        key: &str,
        etag: &str,
        opening: &SchoolYearOpening,
    ) -> Result<SchoolYearOpened, Error> {
        let request = self.changing(Method::POST, &format!("/v1/school_years/{year}/opening"), etag);
        read(request.header(IDEMPOTENCY_KEY, key).json(opening)).await
    }
}
