//! What was told so far, kept in this tab: a reload or the browser's back button in the middle loses nothing. The password
//! is never kept.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::browser::tab;
use crate::fields::Values;

/// What survives a reload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The mail address a link was sent to.
    pub(super) email: String,
    /// The secret by which this browser goes on; empty before the first step is sent.
    pub(super) token: String,
    /// Answers, as they were typed.
    pub(super) values: Values,
}

/// The sign-up under way in this tab.
#[derive(Clone, Copy)]
pub(super) struct Draft(RwSignal<Kept>);

impl Draft {
    /// As this tab left it.
    pub(super) fn here() -> Self {
        let kept = tab::get(tab::SIGN_UP).and_then(|text| serde_json::from_str(&text).ok());
        let draft = Self(RwSignal::new(kept.unwrap_or_default()));
        Effect::new(move |_| {
            if let Ok(text) = draft.0.with(serde_json::to_string) {
                tab::set(tab::SIGN_UP, &text);
            }
        });
        draft
    }

    /// What was told; a view that asks follows it.
    pub(super) fn read<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.0.with(read)
    }

    /// The same, once.
    pub(super) fn peek<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.0.with_untracked(read)
    }

    /// Notes what was typed, where it is something new.
    pub(super) fn note(self, values: Values) {
        if self
            .0
            .with_untracked(|kept| values.iter().any(|(field, value)| kept.values.get(field) != Some(value)))
        {
            let _ = self.0.try_update(|kept| kept.values.extend(values));
        }
    }

    /// The first step was sent: a link is on its way.
    pub(super) fn begun(self, email: String, token: String) {
        let _ = self.0.try_update(|kept| (kept.email, kept.token) = (email, token));
    }

    /// Another address is to be given: answers stay.
    pub(super) fn another_address(self) {
        self.0.update(|kept| kept.token = String::new());
    }

    /// The account is there: what was told waits in this tab for [`take_told`], and nothing is sent with its secret again.
    pub(super) fn end(self) {
        let ended = self.peek(|kept| Kept { token: String::new(), ..kept.clone() });
        if let Ok(text) = serde_json::to_string(&ended) {
            tab::set(tab::SIGN_UP, &text);
        }
    }
}

/// What a sign-up for an address was told in this tab, whether it could be saved or not; once. Its account is there.
pub fn take_told(email: &str) -> Option<Values> {
    let kept: Kept = serde_json::from_str(&tab::get(tab::SIGN_UP)?).ok()?;
    if !same_address(&kept.email, email) {
        return None;
    }
    tab::remove(tab::SIGN_UP);
    Some(kept.values)
}

fn same_address(typed: &str, known: &str) -> bool {
    typed.trim().to_lowercase() == known.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_as_the_server_does() {
        assert!(same_address(" Lea@Example.org", "lea@example.org"));
        assert!(!same_address("lea@example.org", "leo@example.org"));
        assert!(!same_address("", "leo@example.org"));
    }
}
