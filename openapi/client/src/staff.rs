//! Who works for the organisation, and inviting families.

use reqwest::Method;
use shared::ids::AccountId;
use shared::wire::{
    InvitationReport, InvitationRequest, NewStaffMember, Staff, StaffMember, StaffMemberUpdate,
};

use crate::http::{Cached, done};
use crate::{Client, Error};

impl Client {
    /// Who works for the organisation.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_staff(&self) -> Result<Staff, Error> {
        self.get("/v1/staff", &()).await
    }

    /// One of them, with the `ETag` by which to change them.
    ///
    /// # Errors
    ///
    /// `not_found`, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn get_staff_member(&self, id: AccountId) -> Result<Cached<StaffMember>, Error> {
        self.get_cached(&format!("/v1/staff/{id}"), &(), None).await
    }

    /// Lets somebody in. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn create_staff_member(
        &self,
        key: &str,
        member: &NewStaffMember,
    ) -> Result<StaffMember, Error> {
        self.post_once("/v1/staff", key, member).await
    }

    /// Changes what somebody does, if nobody has since `etag`.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `invalid_value`, `not_found`, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn update_staff_member(
        &self,
        id: AccountId,
        etag: &str,
        update: &StaffMemberUpdate,
    ) -> Result<(), Error> {
        done(self.changing(Method::PUT, &format!("/v1/staff/{id}"), etag).json(update)).await
    }

    /// Lets somebody go, if nobody has changed them since `etag`.
    ///
    /// # Errors
    ///
    /// As [`Client::update_staff_member`].
    pub async fn delete_staff_member(&self, id: AccountId, etag: &str) -> Result<(), Error> {
        done(self.changing(Method::DELETE, &format!("/v1/staff/{id}"), etag)).await
    }

    /// Invites families whom the organisation knows. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `emails`, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn create_invitations(
        &self,
        key: &str,
        request: &InvitationRequest,
    ) -> Result<InvitationReport, Error> {
        self.post_once("/v1/invitations", key, request).await
    }
}
