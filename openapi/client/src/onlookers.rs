//! Who else looks at what waits for a decision.

use reqwest::Method;
use shared::wire::{OnlookerSubject, Onlookers};
use uuid::Uuid;

use crate::http::{done, read};
use crate::{Client, Error};

fn path(subject: OnlookerSubject, id: Uuid) -> String {
    format!("/v1/onlookers/{}/{id}", subject.code())
}

impl Client {
    /// Says that one looks at something, and asks who else does; to be said again before `gone_after_seconds`.
    ///
    /// # Errors
    ///
    /// `not_found`, `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn update_onlooker(&self, subject: OnlookerSubject, id: Uuid) -> Result<Onlookers, Error> {
        read(self.request(Method::PUT, &path(subject, id))).await
    }

    /// Says that one no longer looks.
    ///
    /// # Errors
    ///
    /// As [`Client::update_onlooker`].
    pub async fn delete_onlooker(&self, subject: OnlookerSubject, id: Uuid) -> Result<(), Error> {
        done(self.request(Method::DELETE, &path(subject, id))).await
    }
}
