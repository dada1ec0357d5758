//! A code besides the password.

use shared::wire::{PasswordProof, RecoveryCodes, SecondFactorCode, SecondFactorSetup};

use reqwest::Method;

use crate::{Client, Error};

impl Client {
    /// Makes a secret for the application on the phone; it counts once confirmed.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password`, `too_many_attempts`, or no answer.
    pub async fn create_second_factor(&self, proof: &PasswordProof) -> Result<SecondFactorSetup, Error> {
        self.post("/v1/accounts/current/second_factor", proof).await
    }

    /// Confirms the secret by a code of the application: signing in takes one from now on.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `code`, `not_found` without a secret, `too_many_attempts`, or no answer.
    pub async fn confirm_second_factor(&self, code: &SecondFactorCode) -> Result<RecoveryCodes, Error> {
        self.post("/v1/accounts/current/second_factor/confirm", code).await
    }

    /// Makes new recovery codes in place of those before.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password`, `not_found` without a second factor, `too_many_attempts`, or no answer.
    pub async fn create_recovery_codes(&self, proof: &PasswordProof) -> Result<RecoveryCodes, Error> {
        self.post("/v1/accounts/current/second_factor/recovery_codes", proof).await
    }

    /// Does without the second factor.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `password`, `too_many_attempts`, or no answer.
    pub async fn remove_second_factor(&self, proof: &PasswordProof) -> Result<(), Error> {
        self.send(Method::POST, "/v1/accounts/current/second_factor/remove", proof).await
    }
}
