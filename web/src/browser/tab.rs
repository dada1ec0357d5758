//! Session storage: what survives a reload of this tab and ends with it. A browser may refuse it; then a reload forgets.

use leptos::prelude::window;

/// The secret of the mail link that led here, followed by the page's path.
pub const LINK: &str = "ribambelle.link";

/// Corrections of a school year that is being opened, followed by the year.
pub const SCHOOL_YEAR: &str = "ribambelle.school-year.";

/// The sign-up under way.
pub const SIGN_UP: &str = "ribambelle.sign-up";

fn session() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// What was kept under a name.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Keeps a value, where the browser lets us.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a value.
pub fn remove(key: &str) {
    if let Some(storage) = session() {
        let _ = storage.remove_item(key);
    }
}
