//! The year turns.

use shared::calendar::SchoolYear;
use shared::wire::{Page, PromotionLine, SchoolYearOpened, SchoolYearOpening, SchoolYears};

use crate::{Client, Error, PageRequest};

impl Client {
    /// The school years that can be opened, and what families will be asked then.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_school_years(&self) -> Result<SchoolYears, Error> {
        self.get("/v1/school_years", &()).await
    }

    /// What opening a school year would do for each child of the year before.
    ///
    /// # Errors
    ///
    /// `not_found` when one of the years is not planned, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_promotions(
        &self,
        year: SchoolYear,
        page: &PageRequest,
    ) -> Result<Page<PromotionLine>, Error> {
        self.get(&format!("/v1/school_years/{year}/promotions"), page).await
    }

    /// Opens a school year. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `not_found`, `invalid_value` naming corrections, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn open_school_year(
        &self,
        year: SchoolYear,
        key: &str,
        opening: &SchoolYearOpening,
    ) -> Result<SchoolYearOpened, Error> {
        self.post_once(&format!("/v1/school_years/{year}/opening"), key, opening).await
    }
}
