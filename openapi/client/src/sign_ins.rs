//! Signing in and out.

use reqwest::Method;
use shared::wire::{SignIn, SignInRequest};

use crate::http::{done, read};
use crate::{Client, Error};

impl Client {
    /// Signs in. The refresh cookie is kept by the browser, or by the cookie store of a native client; the access token
    /// is used from now on.
    ///
    /// # Errors
    ///
    /// `wrong_credentials`, `too_many_attempts`, or no answer.
    pub async fn create_sign_in(&self, request: &SignInRequest) -> Result<SignIn, Error> {
        Ok(self.hold(self.post("/v1/sign_ins", request).await?))
    }

    /// Continues the sign-in of the refresh cookie.
    ///
    /// # Errors
    ///
    /// `sign_in_ended`, or no answer.
    pub async fn refresh_sign_in(&self) -> Result<SignIn, Error> {
        Ok(self.hold(read(self.request(Method::POST, "/v1/sign_ins/current/refresh")).await?))
    }

    /// Signs out.
    ///
    /// # Errors
    ///
    /// No answer; the access token is kept then, so that signing out can be tried again.
    pub async fn delete_sign_in(&self) -> Result<(), Error> {
        done(self.request(Method::DELETE, "/v1/sign_ins/current")).await?;
        self.set_access_token(None);
        Ok(())
    }

    /// Uses the access token of a sign-in from now on.
    fn hold(&self, sign_in: SignIn) -> SignIn {
        self.set_access_token(Some(sign_in.access_token.clone()));
        sign_in
    }
}
