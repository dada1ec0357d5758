//! Renewing the access token by the refresh cookie: one at a time across tabs, since each renewal changes the cookie.

use client::Error;
use leptos::prelude::*;
use shared::problem::ProblemCode;

use super::Session;
use crate::browser::lock;

const LOCK: &str = "ribambelle.renewal";

/// What became of a renewal.
pub(super) enum Renewal {
    /// There is a token other than the one refused.
    Renewed,
    /// The sign-in has ended.
    Ended,
    /// The server could not say.
    Failed(Error),
}

/// Whether the server says that this sign-in is over.
fn has_ended(error: &Error) -> bool {
    matches!(error.code(), Some(ProblemCode::SignInEnded | ProblemCode::Unauthenticated))
}

impl Session {
    /// Gets another token than the one that was refused, the `refused`-th. Calls refused together share one renewal:
    /// those that had to wait for the lock find the new token when they get it.
    pub(super) async fn renew(self, refused: u32) -> Renewal {
        let work = async move {
            if self.tokens.get_value() != refused {
                return Renewal::Renewed;
            }
            match self.client().refresh_sign_in().await {
                Ok(sign_in) => {
                    self.enter(sign_in);
                    Renewal::Renewed
                }
                Err(error) if has_ended(&error) => Renewal::Ended,
                Err(error) => Renewal::Failed(error),
            }
        };
        lock::exclusively(LOCK, work).await.unwrap_or(Renewal::Ended)
    }
}
