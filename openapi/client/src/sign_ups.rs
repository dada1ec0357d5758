//! Creating an account of one's own accord.

use reqwest::Method;
use shared::wire::{LinkToken, NewSignUp, SignUp, SignUpConfirmation, SignUpConfirmed, SignUpUpdate};

use crate::{Client, Error};

impl Client {
    /// Begins an account; a mail brings the link that confirms the address.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields, `sign_up_closed`, `too_many_attempts`, or no answer.
    pub async fn create_sign_up(&self, sign_up: &NewSignUp) -> Result<SignUp, Error> {
        self.post("/v1/sign_ups", sign_up).await
    }

    /// Saves a step of a sign-up.
    ///
    /// # Errors
    ///
    /// `link_unusable`: `used` once the address is confirmed; `invalid_value` naming fields, or no answer.
    pub async fn update_sign_up(&self, update: &SignUpUpdate) -> Result<(), Error> {
        self.send(Method::PATCH, "/v1/sign_ups/current", update).await
    }

    /// Sends the mail again; the token is that of the sign-up.
    ///
    /// # Errors
    ///
    /// `link_unusable`: `used` once the address is confirmed; `too_many_attempts`, or no answer.
    pub async fn send_sign_up_again(&self, sign_up: &LinkToken) -> Result<(), Error> {
        self.send(Method::POST, "/v1/sign_ups/current/mails", sign_up).await
    }

    /// Confirms the address by the link of the mail, and makes the account.
    ///
    /// # Errors
    ///
    /// `link_unusable`; `invalid_value` naming `password` (`wrong_password`), `too_many_attempts`, or no answer.
    pub async fn confirm_sign_up(&self, confirmation: &SignUpConfirmation) -> Result<SignUpConfirmed, Error> {
        self.post("/v1/sign_ups/confirmation", confirmation).await
    }
}
