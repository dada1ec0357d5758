//! Calls in the name of the guardian.

use std::future::Future;

use client::{Client, Error};
use leptos::prelude::*;
use shared::problem::ProblemCode;
use wasm_bindgen_futures::JsFuture;

use super::renewal::Renewal;
use super::{Session, Stage};

fn is_unauthenticated(error: &Error) -> bool {
    error.problem().is_some_and(|problem| problem.code == ProblemCode::Unauthenticated)
}

impl Session {
    /// Makes a call with the access token. Refused, it renews the token and makes the call once more; where the
    /// sign-in has ended, it waits until the guardian has signed in again over the page.
    ///
    /// # Errors
    /// Those of the call; the refusal itself when the guardian prefers to leave.
    pub async fn call<T, F>(self, operation: impl Fn(Client, String) -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let token = self.token.get_value();
        let refusal = match &token {
            Some(token) => match operation(self.client(), token.clone()).await {
                Err(error) if is_unauthenticated(&error) => Some(error),
                answer => return answer,
            },
            None => None,
        };
        match self.renew(token).await {
            Renewal::Renewed => {}
            Renewal::Failed(error) => return Err(error),
            Renewal::Ended => self.signed_in_again().await,
        }
        match (self.token.get_value(), refusal) {
            (None, Some(refusal)) => Err(refusal),
            (token, _) => operation(self.client(), token.unwrap_or_default()).await,
        }
    }

    /// Resolves when the guardian has signed in again or has left.
    async fn signed_in_again(self) {
        self.token.set_value(None);
        if self.stage.get_untracked() == Stage::Present {
            self.stage.set(Stage::Interrupted);
        }
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            self.waiting.update_value(|waiting| waiting.push(resolve));
        });
        let _ = JsFuture::from(promise).await;
    }
}
