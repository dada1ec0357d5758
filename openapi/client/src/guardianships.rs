//! The guardians of a household: who may do what, inviting the other one.

use reqwest::Method;
use shared::ids::{GuardianInvitationId, HouseholdId};
use shared::wire::{
    AcceptGuardianInvitation, GuardianInvitation, GuardianInvitationLink, HouseholdGuardians, Joined,
    LinkToken, NewGuardianAccount, NewGuardianInvitation, RolesUpdate,
};

use crate::http::{done, etag, read};
use crate::{Client, Error};

impl Client {
    /// The guardians of a household, for one of them.
    ///
    /// # Errors
    ///
    /// `not_found`, or no answer.
    pub async fn list_guardians(&self, household: HouseholdId) -> Result<HouseholdGuardians, Error> {
        self.get(&format!("/v1/households/{household}/guardians"), &()).await
    }

    /// Invites the other guardian. Sent again under the same `key`, it is done once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields, `too_many_attempts`, `not_permitted`, `not_found`, or no answer.
    pub async fn create_guardian_invitation(
        &self,
        household: HouseholdId,
        key: &str,
        invitation: &NewGuardianInvitation,
    ) -> Result<GuardianInvitation, Error> {
        self.post_once(&format!("/v1/households/{household}/guardian_invitations"), key, invitation).await
    }

    /// Sends an invitation again.
    ///
    /// # Errors
    ///
    /// `too_many_attempts`, `not_permitted`, `not_found`, or no answer.
    pub async fn send_guardian_invitation_again(
        &self,
        household: HouseholdId,
        invitation: GuardianInvitationId,
    ) -> Result<(), Error> {
        let path = format!("/v1/households/{household}/guardian_invitations/{invitation}/mails");
        done(self.request(Method::POST, &path)).await
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    ///
    /// `not_permitted`, `not_found`, or no answer.
    pub async fn delete_guardian_invitation(
        &self,
        household: HouseholdId,
        invitation: GuardianInvitationId,
    ) -> Result<(), Error> {
        let path = format!("/v1/households/{household}/guardian_invitations/{invitation}");
        done(self.request(Method::DELETE, &path)).await
    }

    /// What an invitation is, by the secret of its link.
    ///
    /// # Errors
    ///
    /// `link_unusable`, or no answer.
    pub async fn inspect_guardian_invitation(
        &self,
        link: &LinkToken,
    ) -> Result<GuardianInvitationLink, Error> {
        self.post("/v1/guardian_invitations/inspect", link).await
    }

    /// Follows an invitation by an account that is made for it.
    ///
    /// # Errors
    ///
    /// `link_unusable`, `invalid_value` naming `password`, or no answer.
    pub async fn create_guardian_account(&self, account: &NewGuardianAccount) -> Result<Joined, Error> {
        self.post("/v1/guardian_invitations/account", account).await
    }

    /// Follows an invitation by the account that is signed in.
    ///
    /// # Errors
    ///
    /// `link_unusable`, `not_found`, or no answer.
    pub async fn accept_guardian_invitation(
        &self,
        acceptance: &AcceptGuardianInvitation,
    ) -> Result<Joined, Error> {
        self.post("/v1/guardian_invitations/acceptance", acceptance).await
    }

    /// Takes the paying upon oneself, if the roles are still as read.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `not_found`, or no answer.
    pub async fn update_payer(&self, household: HouseholdId, version: i32) -> Result<(), Error> {
        let path = format!("/v1/households/{household}/payer");
        done(self.changing(Method::PUT, &path, &etag(version))).await
    }

    /// The guardians of a household, for staff.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `not_found`, or no answer.
    pub async fn list_guardians_of_household(
        &self,
        household: HouseholdId,
    ) -> Result<HouseholdGuardians, Error> {
        self.get(&format!("/v1/family_files/{household}/guardians"), &()).await
    }

    /// Says of each guardian what they may do, if the roles are still as read. For staff.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `guardians`, `changed_meanwhile`, `role_not_permitted`, `not_found`, or no answer.
    pub async fn update_guardian_roles(
        &self,
        household: HouseholdId,
        version: i32,
        roles: &RolesUpdate,
    ) -> Result<HouseholdGuardians, Error> {
        let path = format!("/v1/family_files/{household}/guardians");
        read(self.changing(Method::PUT, &path, &etag(version)).json(roles)).await
    }
}
