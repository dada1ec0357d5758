//! Households that staff make, complete, correct and make one.

use reqwest::Method;
use shared::calendar::SchoolYear;
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::wire::{
    ChildDeparture, ChildDepartureMarked, FileEdit, FileEditResult, GuardianAddress, GuardianAddressSet,
    HouseholdCreated, MemberCreated, MergePlan, MergePreview, Merged, NewHousehold, NewMember, SignUpForm,
};

use crate::http::{IDEMPOTENCY_KEY, done, read};
use crate::{Client, Error};

fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

impl Client {
    /// What is asked of somebody who is new in a school year, the present one without.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn get_household_form(&self, school_year: Option<SchoolYear>) -> Result<SignUpForm, Error> {
        let query = school_year.map(|year| ("school_year", year.to_string()));
        self.get("/v1/household_form", &query.into_iter().collect::<Vec<_>>()).await
    }

    /// Makes a household for a family. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn create_household(&self, key: &str, new: &NewHousehold) -> Result<HouseholdCreated, Error> {
        self.post_once("/v1/family_files", key, new).await
    }

    /// Edits on behalf of a family what its file tells of one subject, if nobody has since `version`.
    ///
    /// # Errors
    ///
    /// As [`Client::update_family_file`]; `household_merged`, `role_not_permitted`, `second_factor_missing`.
    pub async fn update_family_file_of_household(
        &self,
        household: HouseholdId,
        version: i32,
        edit: &FileEdit,
    ) -> Result<FileEditResult, Error> {
        let path = format!("/v1/family_files/{household}");
        read(self.changing(Method::PATCH, &path, &etag(version)).json(edit)).await
    }

    /// Adds a child to a household on behalf of the family.
    ///
    /// # Errors
    ///
    /// As [`Client::create_child`]; `household_merged`, `role_not_permitted`, `second_factor_missing`.
    pub async fn create_child_of_household(
        &self,
        household: HouseholdId,
        key: &str,
        child: &NewMember,
    ) -> Result<MemberCreated, Error> {
        self.post_once(&format!("/v1/family_files/{household}/children"), key, child).await
    }

    /// Adds a guardian to a household on behalf of the family.
    ///
    /// # Errors
    ///
    /// As [`Client::create_child_of_household`].
    pub async fn create_guardian_of_household(
        &self,
        household: HouseholdId,
        key: &str,
        guardian: &NewMember,
    ) -> Result<MemberCreated, Error> {
        self.post_once(&format!("/v1/family_files/{household}/guardians"), key, guardian).await
    }

    /// Marks that a child leaves, or takes that back.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value` naming `school_year`, `not_found`, `role_not_permitted`, or no answer.
    pub async fn update_child_departure(
        &self,
        household: HouseholdId,
        child: ChildId,
        version: i32,
        departure: &ChildDeparture,
    ) -> Result<ChildDepartureMarked, Error> {
        let path = format!("/v1/family_files/{household}/children/{child}/departure");
        read(self.changing(Method::PUT, &path, &etag(version)).json(departure)).await
    }

    /// Lets a child who lives in another household live in this one too.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `child` as `two_households`, `exists` or `too_many`, `not_found`, `role_not_permitted`, or no
    /// answer.
    pub async fn add_child_of_household(&self, household: HouseholdId, child: ChildId) -> Result<(), Error> {
        let path = format!("/v1/family_files/{household}/children/{child}");
        done(self.request(Method::PUT, &path)).await
    }

    /// Takes a child out of a household that has done nothing for it yet.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `child` as `in_use`, `changed_meanwhile`, `not_found`, `role_not_permitted`, or no answer.
    pub async fn remove_child(
        &self,
        household: HouseholdId,
        child: ChildId,
        version: i32,
    ) -> Result<(), Error> {
        let path = format!("/v1/family_files/{household}/children/{child}");
        done(self.changing(Method::DELETE, &path, &etag(version))).await
    }

    /// Takes a guardian out of a household.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `guardian` as `in_use` or `last`, and as [`Client::remove_child`].
    pub async fn remove_guardian(
        &self,
        household: HouseholdId,
        guardian: GuardianId,
        version: i32,
    ) -> Result<(), Error> {
        let path = format!("/v1/family_files/{household}/guardians/{guardian}");
        done(self.changing(Method::DELETE, &path, &etag(version))).await
    }

    /// Gives a guardian who has no account a mail address, and invites them there if asked.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `email`, `invitations_closed`, `changed_meanwhile`, `not_found`, `role_not_permitted`, or no
    /// answer.
    pub async fn update_guardian_address(
        &self,
        household: HouseholdId,
        guardian: GuardianId,
        version: i32,
        address: &GuardianAddress,
    ) -> Result<GuardianAddressSet, Error> {
        let path = format!("/v1/family_files/{household}/guardians/{guardian}/address");
        read(self.changing(Method::PUT, &path, &etag(version)).json(address)).await
    }

    /// What making one household of two does.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming what is wrong in the plan, `household_merged`, `not_found`, `role_not_permitted`, or no answer.
    pub async fn preview_merge(&self, kept: HouseholdId, plan: &MergePlan) -> Result<MergePreview, Error> {
        self.post(&format!("/v1/family_files/{kept}/merges/preview"), plan).await
    }

    /// Makes one household of two, as the preview of `etag` has shown it. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, and as [`Client::preview_merge`].
    pub async fn merge_households(
        &self,
        kept: HouseholdId,
        key: &str,
        etag: &str,
        plan: &MergePlan,
    ) -> Result<Merged, Error> {
        let request = self.changing(Method::POST, &format!("/v1/family_files/{kept}/merges"), etag);
        read(request.header(IDEMPOTENCY_KEY, key).json(plan)).await
    }
}
