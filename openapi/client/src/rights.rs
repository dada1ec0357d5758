//! Rights of the person.

use reqwest::Method;
use shared::ids::{ErasureId, ExportId, HouseholdId};
use shared::wire::{
    Erasure, ErasureDecision, ErasureForFamily, ErasureRequest, ErasureToDecide, Export, Exports, Page,
    PasswordProof, PersonalData, RetentionRuns,
};

use crate::http::{Cached, PageRequest, bytes, done, read};
use crate::{Client, Error};

impl Client {
    /// What is held on a household, and for how long.
    ///
    /// # Errors
    ///
    /// `not_found`, or no answer.
    pub async fn get_personal_data(&self, household: HouseholdId) -> Result<PersonalData, Error> {
        self.get(&format!("/v1/households/{household}/personal_data"), &()).await
    }

    /// Asks for a copy of everything held on a household.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password`, `too_many_attempts`, `not_found`, or no answer.
    pub async fn create_export(
        &self,
        household: HouseholdId,
        proof: &PasswordProof,
    ) -> Result<Export, Error> {
        self.post(&format!("/v1/households/{household}/exports"), proof).await
    }

    /// The copies that one has asked for, newest first.
    ///
    /// # Errors
    ///
    /// `not_found`, or no answer.
    pub async fn list_exports(&self, household: HouseholdId) -> Result<Exports, Error> {
        self.get(&format!("/v1/households/{household}/exports"), &()).await
    }

    /// A copy that one has asked for: a zip.
    ///
    /// # Errors
    ///
    /// `not_found`, also when its time is over; `unavailable`, or no answer.
    pub async fn get_export_content(&self, household: HouseholdId, id: ExportId) -> Result<Vec<u8>, Error> {
        bytes(self.request(Method::GET, &format!("/v1/households/{household}/exports/{id}/content"))).await
    }

    /// Has a copy made for a family.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, `not_found`, or no answer.
    pub async fn create_export_of_household(&self, household: HouseholdId) -> Result<Export, Error> {
        read(self.request(Method::POST, &format!("/v1/family_files/{household}/exports"))).await
    }

    /// The copies that administrators have had made for a family, newest first.
    ///
    /// # Errors
    ///
    /// As [`Client::create_export_of_household`].
    pub async fn list_exports_of_household(&self, household: HouseholdId) -> Result<Exports, Error> {
        self.get(&format!("/v1/family_files/{household}/exports"), &()).await
    }

    /// A copy that was made for a family: a zip.
    ///
    /// # Errors
    ///
    /// As [`Client::create_export_of_household`].
    pub async fn get_export_content_of_household(
        &self,
        household: HouseholdId,
        id: ExportId,
    ) -> Result<Vec<u8>, Error> {
        bytes(self.request(Method::GET, &format!("/v1/family_files/{household}/exports/{id}/content"))).await
    }

    /// Asks to erase everything held on a household.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password` or `message`, `too_many_attempts`, `not_permitted`, `not_found`, or no answer.
    pub async fn create_erasure(
        &self,
        household: HouseholdId,
        request: &ErasureRequest,
    ) -> Result<Erasure, Error> {
        self.post(&format!("/v1/households/{household}/erasures"), request).await
    }

    /// Takes a request to erase back.
    ///
    /// # Errors
    ///
    /// `not_found`, `not_permitted`, `changed_meanwhile`, or no answer.
    pub async fn delete_erasure(&self, household: HouseholdId, id: ErasureId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &format!("/v1/households/{household}/erasures/{id}"))).await
    }

    /// Writes down that a family asked, at the office, to be erased.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `message`, and as [`Client::create_export_of_household`].
    pub async fn create_erasure_of_household(
        &self,
        household: HouseholdId,
        request: &ErasureForFamily,
    ) -> Result<Erasure, Error> {
        self.post(&format!("/v1/family_files/{household}/erasures"), request).await
    }

    /// The requests to erase that wait, those due first first.
    ///
    /// # Errors
    ///
    /// As [`Client::create_export_of_household`].
    pub async fn list_erasures(&self, page: &PageRequest) -> Result<Page<ErasureToDecide>, Error> {
        self.get("/v1/erasures", page).await
    }

    /// A request to erase, with the `ETag` to decide with.
    ///
    /// # Errors
    ///
    /// As [`Client::create_export_of_household`].
    pub async fn get_erasure(&self, id: ErasureId) -> Result<Cached<ErasureToDecide>, Error> {
        self.get_cached(&format!("/v1/erasures/{id}"), &(), None).await
    }

    /// Confirms or refuses a request to erase, if nobody has decided since `etag`.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value` naming `reason` or `household_name`, and as
    /// [`Client::create_export_of_household`].
    pub async fn decide_erasure(
        &self,
        id: ErasureId,
        etag: &str,
        decision: &ErasureDecision,
    ) -> Result<(), Error> {
        done(self.changing(Method::PUT, &format!("/v1/erasures/{id}/decision"), etag).json(decision)).await
    }

    /// What the rules of retention have removed, newest first.
    ///
    /// # Errors
    ///
    /// As [`Client::create_export_of_household`].
    pub async fn list_retention_runs(&self) -> Result<RetentionRuns, Error> {
        self.get("/v1/retention_runs", &()).await
    }
}
