//! Whose password a form is about, for the browser's own keeper of passwords.

use leptos::prelude::*;

/// A field that nobody sees or reaches; without it, browsers keep a new password under no name or a wrong one.
#[component]
pub fn Username(
    /// The mail address one signs in with.
    email: String,
) -> impl IntoView {
    view! {
        <input
            class="visually-hidden"
            type="email"
            name="username"
            autocomplete="username"
            readonly
            tabindex="-1"
            aria-hidden="true"
            prop:value=email
        />
    }
}
