//! The mail address as it is being typed: who goes from signing in to a forgotten password does not type it twice.

use leptos::prelude::*;

/// What was typed, by somebody who is not signed in; a context of the whole app.
#[derive(Clone, Copy)]
pub struct TypedEmail(pub RwSignal<String>);

impl TypedEmail {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Once signed in: the next person at this device begins anew.
    pub fn forget(self) {
        self.0.set(String::new());
    }
}

impl Default for TypedEmail {
    fn default() -> Self {
        Self::new()
    }
}
