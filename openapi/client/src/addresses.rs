//! Addresses completed while they are typed.

use serde::Serialize;
use shared::wire::AddressSuggestions;

use crate::{Client, Error};

#[derive(Serialize)]
struct AddressSearch<'a> {
    q: &'a str,
}

impl Client {
    /// Addresses that fit what was typed, where the organisation says that it completes them; needs no sign-in.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `q`, `not_found` where no geocoder is configured, `too_many_attempts`, `unavailable`, or
    /// no answer.
    pub async fn list_address_suggestions(&self, q: &str) -> Result<AddressSuggestions, Error> {
        self.get("/v1/addresses", &AddressSearch { q }).await
    }
}
