//! The family file: families tell, staff check.

use reqwest::Method;
use serde::Serialize;
use shared::calendar::SchoolYear;
use shared::families::FileState;
use shared::ids::{ChangeRequestId, ChildId, HouseholdId, SchoolId};
use shared::wire::{
    ChangeDecision, ChangeRequest, ChildHealth, FamilyFileSheet, FamilyFileSummary, FileDecision, FileEdit,
    FileEditResult, FileSubmission, HouseholdNote, HouseholdRecord, MemberCreated, NewHouseholdNote,
    NewMember, Page, Residence, WaitingCounts,
};

use crate::http::{PageRequest, done, etag, read};
use crate::{Client, Error};

#[derive(Serialize)]
struct OfYear {
    #[serde(skip_serializing_if = "Option::is_none")]
    school_year: Option<SchoolYear>,
}

/// Which files staff ask for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FilesRequest {
    /// Of which school year; the present one without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// `to_check` (without) or `all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<&'static str>,
    /// Words of names, mail addresses, or part of a telephone number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// How far the file is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<FileState>,
    /// The school of one of the children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_id: Option<SchoolId>,
    /// Part of the name of the class of one of the children.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// `none`: no guardian has an account; `never_opened`: one has an account and has never set its password;
    /// `not_submitted`: one has come, and the family has not sent its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<&'static str>,
    /// Which page.
    #[serde(flatten)]
    pub page: PageRequest,
}

impl Client {
    /// How much waits for staff in each of their lists; files of the present school year without one.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, `invalid_value` naming `school_year`, or no answer.
    pub async fn get_waiting_counts(&self, school_year: Option<SchoolYear>) -> Result<WaitingCounts, Error> {
        self.get("/v1/waiting_counts", &OfYear { school_year }).await
    }

    /// The file of a household, for its guardians; of the present school year without one.
    ///
    /// # Errors
    ///
    /// `not_found`, `invalid_value` naming `school_year`, or no answer.
    pub async fn get_family_file(
        &self,
        household: HouseholdId,
        school_year: Option<SchoolYear>,
    ) -> Result<FamilyFileSheet, Error> {
        self.get(&format!("/v1/households/{household}/file"), &OfYear { school_year }).await
    }

    /// Edits what the file tells of one subject, if nobody has since `version`.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields as `values.<field>`, `changed_meanwhile`, `not_permitted`, `not_found`, or no answer.
    pub async fn update_family_file(
        &self,
        household: HouseholdId,
        version: i32,
        edit: &FileEdit,
    ) -> Result<FileEditResult, Error> {
        let path = format!("/v1/households/{household}/file");
        read(self.changing(Method::PATCH, &path, &etag(version)).json(edit)).await
    }

    /// Adds a child to the household. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields, `not_permitted`, `not_found`, or no answer.
    pub async fn create_child(
        &self,
        household: HouseholdId,
        key: &str,
        child: &NewMember,
    ) -> Result<MemberCreated, Error> {
        self.post_once(&format!("/v1/households/{household}/children"), key, child).await
    }

    /// Adds another guardian to the household. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// As [`Client::create_child`].
    pub async fn create_guardian(
        &self,
        household: HouseholdId,
        key: &str,
        guardian: &NewMember,
    ) -> Result<MemberCreated, Error> {
        self.post_once(&format!("/v1/households/{household}/guardians"), key, guardian).await
    }

    /// Says that the file of a school year is complete.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming what is missing as `missing.<field>`, `not_permitted`, `not_found`, or no answer.
    pub async fn submit_family_file(
        &self,
        household: HouseholdId,
        school_year: SchoolYear,
    ) -> Result<(), Error> {
        let path = format!("/v1/households/{household}/file/submission");
        self.send(Method::PUT, &path, &FileSubmission { school_year }).await
    }

    /// Takes back an edit that waits for staff.
    ///
    /// # Errors
    ///
    /// `not_found` when it does not wait (any more), `not_permitted`, or no answer.
    pub async fn delete_change_request(
        &self,
        household: HouseholdId,
        id: ChangeRequestId,
    ) -> Result<(), Error> {
        done(self.request(Method::DELETE, &format!("/v1/households/{household}/change_requests/{id}"))).await
    }

    /// The files of a school year, for staff.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_family_files(&self, request: &FilesRequest) -> Result<Page<FamilyFileSummary>, Error> {
        self.get("/v1/family_files", request).await
    }

    /// The file of a household, for staff; of the present school year without one.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, `not_found`, or no answer.
    pub async fn get_family_file_of_household(
        &self,
        household: HouseholdId,
        school_year: Option<SchoolYear>,
    ) -> Result<FamilyFileSheet, Error> {
        self.get(&format!("/v1/family_files/{household}"), &OfYear { school_year }).await
    }

    /// The health of a child, as far as it is asked in a school year (the present one when none is named), for staff; the
    /// look is recorded.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, `not_found`, `invalid_value`, or no answer.
    pub async fn get_child_health(
        &self,
        household: HouseholdId,
        child: ChildId,
        school_year: Option<SchoolYear>,
    ) -> Result<ChildHealth, Error> {
        let path = format!("/v1/family_files/{household}/children/{child}/health");
        self.get(&path, &OfYear { school_year }).await
    }

    /// Validates a file or asks for more, if nobody has decided or submitted since `version`.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value`, `role_not_permitted`, `second_factor_missing`, `not_found`, or no answer.
    pub async fn decide_family_file(
        &self,
        household: HouseholdId,
        version: i32,
        decision: &FileDecision,
    ) -> Result<(), Error> {
        let path = format!("/v1/family_files/{household}/decision");
        done(self.changing(Method::PUT, &path, &etag(version)).json(decision)).await
    }

    /// Says whether a household lives on the territory, if nobody has changed its part since `version`.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `role_not_permitted`, `second_factor_missing`, `not_found`, `household_merged`, or no answer.
    pub async fn update_residence(
        &self,
        household: HouseholdId,
        version: i32,
        residence: &Residence,
    ) -> Result<(), Error> {
        let path = format!("/v1/family_files/{household}/residence");
        done(self.changing(Method::PUT, &path, &etag(version)).json(residence)).await
    }

    /// A page of what was done to a household, and with the first one what staff noted.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, `not_found`, or no answer.
    pub async fn get_household_record(
        &self,
        household: HouseholdId,
        page: &PageRequest,
    ) -> Result<HouseholdRecord, Error> {
        self.get(&format!("/v1/family_files/{household}/record"), page).await
    }

    /// Notes something on a household, for colleagues only. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `text`, `role_not_permitted`, `second_factor_missing`, `not_found`, or no answer.
    pub async fn create_household_note(
        &self,
        household: HouseholdId,
        key: &str,
        note: &NewHouseholdNote,
    ) -> Result<HouseholdNote, Error> {
        self.post_once(&format!("/v1/family_files/{household}/notes"), key, note).await
    }

    /// The edits that wait for staff, the oldest first.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_change_requests(&self, page: &PageRequest) -> Result<Page<ChangeRequest>, Error> {
        self.get("/v1/change_requests", page).await
    }

    /// Accepts or refuses an edit, if it is still as `version` says.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value` naming `reason`, `role_not_permitted`, `second_factor_missing`, `not_found`, or
    /// no answer.
    pub async fn decide_change_request(
        &self,
        id: ChangeRequestId,
        version: i32,
        decision: &ChangeDecision,
    ) -> Result<(), Error> {
        let path = format!("/v1/change_requests/{id}/decision");
        done(self.changing(Method::PUT, &path, &etag(version)).json(decision)).await
    }
}
