//! Local storage: what survives a reload, under the names listed here. A browser may refuse it (private windows,
//! full disk); then nothing is remembered and everything else works.

use leptos::prelude::window;

/// The language chosen, `fr` or `en`.
pub const LANGUAGE: &str = "ribambelle.language";
/// Present while somebody is signed in in this browser. No secret: it only spares a visitor a useless request.
pub const SIGNED_IN: &str = "ribambelle.signed_in";
/// The household last shown, for guardians of several.
pub const HOUSEHOLD: &str = "ribambelle.household";
/// Choices not sent yet, followed by the account and the household.
pub const CHOICES: &str = "ribambelle.choices";
/// A message to a referent not sent yet, followed by the account.
pub const MESSAGE: &str = "ribambelle.message";

fn local() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under a name.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps a value; false when the browser refuses.
pub fn set(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets a value.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}
