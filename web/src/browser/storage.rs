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
/// What was typed into the family's file and not saved; of one tab, since it may tell of a child's health.
pub const FILE: &str = "ribambelle.file";

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

fn of_this_tab() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// What was kept under a name for this tab alone.
#[must_use]
pub fn of_tab(key: &str) -> Option<String> {
    of_this_tab()?.get_item(key).ok().flatten()
}

/// Keeps a value until the tab is closed, if the browser lets us.
pub fn set_of_tab(key: &str, value: &str) {
    if let Some(storage) = of_this_tab() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a value of this tab.
pub fn remove_of_tab(key: &str) {
    if let Some(storage) = of_this_tab() {
        let _ = storage.remove_item(key);
    }
}
