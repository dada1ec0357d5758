//! Calls in the name of the guardian.

use client::{Client, Error};
use leptos::prelude::*;
use shared::problem::ProblemCode;
use wasm_bindgen_futures::JsFuture;

use super::renewal::Renewal;
use super::{Session, Stage};

impl Session {
    /// Makes a call with the access token. Refused, it renews the token and makes the call once more; where the
    /// sign-in has ended, it waits until the guardian has signed in again over the page.
    ///
    /// # Errors
    /// Those of the call; the refusal itself when the guardian prefers to leave.
    pub async fn call<T>(self, operation: impl AsyncFn(&Client) -> Result<T, Error>) -> Result<T, Error> {
        let client = self.client();
        let tokens = self.tokens.get_value();
        let refusal = match operation(&client).await {
            Err(error) if error.code() == Some(ProblemCode::Unauthenticated) => error,
            answer => return answer,
        };
        match self.renew(tokens).await {
            Renewal::Renewed => {}
            Renewal::Failed(error) => return Err(error),
            Renewal::Ended => {
                self.signed_in_again().await;
                if self.tokens.get_value() == tokens {
                    return Err(refusal);
                }
            }
        }
        operation(&client).await
    }

    /// Resolves when the guardian has signed in again or has left.
    async fn signed_in_again(self) {
        if self.stage.get_untracked() == Stage::Present {
            self.stage.set(Stage::Interrupted);
        }
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            self.waiting.update_value(|waiting| waiting.push(resolve));
        });
        let _ = JsFuture::from(promise).await;
    }
}
