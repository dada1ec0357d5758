//! The secret of a mail's link. It stands behind the `#`, which browsers send to nobody; here it leaves the address bar
//! at once, and stays in this tab's memory until it is used, so that a reload finds it.

use leptos::prelude::*;
use shared::wire::LinkToken;

use crate::browser::tab;
use crate::router::Router;

/// The secret behind a `#`, if there is one.
fn secret(hash: &str) -> Option<&str> {
    let secret = hash.trim_start_matches('#').trim();
    (!secret.is_empty()).then_some(secret)
}

fn key(path: &str) -> String {
    [tab::LINK, path].concat()
}

/// Takes the secret out of the address bar; the one kept in this tab where there is none.
pub(super) fn take(router: Router, path: &str) -> Option<LinkToken> {
    let hash = window().location().hash().unwrap_or_default();
    let token = match secret(&hash) {
        Some(secret) => {
            tab::set(&key(path), secret);
            router.replace(path);
            secret.to_owned()
        }
        None => tab::get(&key(path))?,
    };
    Some(LinkToken { token })
}

/// Forgets the secret, once it is used.
pub(super) fn forget(path: &str) {
    tab::remove(&key(path));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_what_follows_the_hash() {
        assert_eq!(secret("#wX3-_9"), Some("wX3-_9"));
        assert_eq!(secret("# wX3-_9 "), Some("wX3-_9"));
        assert_eq!(secret("#"), None);
        assert_eq!(secret(""), None);
    }
}
