//! The account that is signed in, its password, address and devices, and the links of mails.

use reqwest::Method;
use shared::ids::SignInId;
use shared::wire::{
    Account, AccountLink, AccountUpdate, AddressChangeRequest, AddressConfirmation, Devices, LinkToken,
    NewPassword, PasswordChange, PasswordEstimate, PasswordEstimateRequest, PasswordProof,
    PasswordResetRequest,
};

use crate::http::{done, read};
use crate::{Client, Error};

impl Client {
    /// The account that is signed in.
    ///
    /// # Errors
    ///
    /// `unauthenticated`, or no answer.
    pub async fn get_current_account(&self) -> Result<Account, Error> {
        self.get("/v1/accounts/current", &()).await
    }

    /// Edits the account that is signed in; answers what it is now.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `locale`, or no answer.
    pub async fn update_current_account(&self, update: &AccountUpdate) -> Result<Account, Error> {
        read(self.request(Method::PATCH, "/v1/accounts/current").json(update)).await
    }

    /// Closes the account that is signed in and signs it out.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password`, `too_many_attempts`, or no answer.
    pub async fn close_current_account(&self, proof: &PasswordProof) -> Result<(), Error> {
        self.send(Method::POST, "/v1/accounts/current/closing", proof).await?;
        self.set_access_token(None);
        Ok(())
    }

    /// Changes the password of the account that is signed in; its other devices are signed out.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `current_password` or `new_password`, `too_many_attempts`, or no answer.
    pub async fn update_password(&self, change: &PasswordChange) -> Result<(), Error> {
        self.send(Method::PUT, "/v1/accounts/current/password", change).await
    }

    /// Asks for another mail address; a link is sent there.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password` or `email`, `too_many_attempts`, or no answer.
    pub async fn create_address_change(&self, request: &AddressChangeRequest) -> Result<(), Error> {
        self.send(Method::POST, "/v1/accounts/current/address_changes", request).await
    }

    /// Where the account is signed in.
    ///
    /// # Errors
    ///
    /// `unauthenticated`, or no answer.
    pub async fn list_devices(&self) -> Result<Devices, Error> {
        self.get("/v1/accounts/current/devices", &()).await
    }

    /// Signs one device out.
    ///
    /// # Errors
    ///
    /// `not_found`, or no answer.
    pub async fn delete_device(&self, id: SignInId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &format!("/v1/accounts/current/devices/{id}"))).await
    }

    /// Signs out everywhere but here.
    ///
    /// # Errors
    ///
    /// `unauthenticated`, or no answer.
    pub async fn delete_other_devices(&self) -> Result<(), Error> {
        done(self.request(Method::DELETE, "/v1/accounts/current/devices")).await
    }

    /// Asks for a mail with a link to set a password. Says nothing of whether there is such an account.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `email`, `too_many_attempts`, or no answer.
    pub async fn create_password_reset(&self, request: &PasswordResetRequest) -> Result<(), Error> {
        self.send(Method::POST, "/v1/password_resets", request).await
    }

    /// What the link of a mail is for.
    ///
    /// # Errors
    ///
    /// `link_unusable`, or no answer.
    pub async fn inspect_account_link(&self, token: &LinkToken) -> Result<AccountLink, Error> {
        self.post("/v1/account_links/inspect", token).await
    }

    /// Sets a password by the link of an invitation or a reset.
    ///
    /// # Errors
    ///
    /// `link_unusable`, `invalid_value` naming `password`, or no answer.
    pub async fn create_password(&self, password: &NewPassword) -> Result<(), Error> {
        self.send(Method::POST, "/v1/passwords", password).await
    }

    /// How good a password is.
    ///
    /// # Errors
    ///
    /// No answer.
    pub async fn estimate_password(
        &self,
        request: &PasswordEstimateRequest,
    ) -> Result<PasswordEstimate, Error> {
        self.post("/v1/passwords/estimate", request).await
    }

    /// Takes over the mail address that a link was sent to.
    ///
    /// # Errors
    ///
    /// `link_unusable`, `invalid_value` naming `password`, `too_many_attempts`, or no answer.
    pub async fn confirm_address(&self, confirmation: &AddressConfirmation) -> Result<(), Error> {
        self.send(Method::POST, "/v1/account_links/confirm_address", confirmation).await
    }
}
