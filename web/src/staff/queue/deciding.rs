//! What is asked before a decision is made: why not, or why although something stands against it; and what is known and
//! written of what is decided. In a queue, and of one thing on a page of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::insistence::Insistence;
use super::item::{Queued, Verdict};
use super::keys::focus_wrong;
use super::refusal::Refusal;
use crate::i18n::{I18n, use_i18n};

/// What takes a decision on some, by their keys.
pub(super) type Decide = Callback<(Vec<String>, Verdict)>;

/// A decision in the making.
pub struct Deciding<T: Queued> {
    pub(super) i18n: I18n,
    /// Whom a refusal is being written for; empty when none is.
    pub(super) refusing: RwSignal<Vec<String>>,
    pub(super) asking: RwSignal<bool>,
    /// What is accepted although something stands against it; empty when nothing is.
    pub(super) accepting: RwSignal<String>,
    pub(super) insisting: RwSignal<bool>,
    /// What is known and written of those that were open, by their keys.
    extras: RwSignal<BTreeMap<String, T::Extra>>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "deriving it would ask what is decided to be `Copy`")]
impl<T: Queued> Clone for Deciding<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Queued> Copy for Deciding<T> {}

impl<T: Queued> Deciding<T> {
    /// Nothing decided.
    #[must_use]
    pub fn new() -> Self {
        Self {
            i18n: use_i18n(),
            refusing: RwSignal::new(Vec::new()),
            asking: RwSignal::new(false),
            accepting: RwSignal::new(String::new()),
            insisting: RwSignal::new(false),
            extras: RwSignal::new(BTreeMap::new()),
        }
    }

    /// What is known and written of one; a view that asks follows it.
    #[must_use]
    pub fn extra(self, key: &str) -> T::Extra {
        self.extras.try_with(|extras| extras.get(key).cloned()).flatten().unwrap_or_default()
    }

    /// Notes something of one.
    pub fn note(self, key: &str, change: impl FnOnce(&mut T::Extra)) {
        let _ = self.extras.try_update(|extras| change(extras.entry(key.to_owned()).or_default()));
    }

    /// Whether some can be accepted at once. A single one against which something stands is asked about first, and where
    /// something written is wrong, that is shown.
    pub(super) fn may_accept(self, keys: &[String]) -> bool {
        let [key] = keys else { return true };
        let extra = untrack(|| self.extra(key));
        if T::is_wrong(&extra) {
            self.note(key, |extra| T::tried(extra));
            focus_wrong();
            return false;
        }
        if untrack(|| T::objections(&extra, self.i18n)).is_empty() {
            return true;
        }
        self.accepting.set(key.clone());
        self.insisting.set(true);
        false
    }

    /// Asks why some are refused.
    pub(super) fn ask_why(self, keys: Vec<String>) {
        if !keys.is_empty() {
            self.refusing.set(keys);
            self.asking.set(true);
        }
    }

    /// What is known of the single one that is refused.
    pub(super) fn refused_extra(self) -> Option<T::Extra> {
        match self.refusing.get().as_slice() {
            [key] => Some(self.extra(key)),
            _ => None,
        }
    }
}

impl<T: Queued> Default for Deciding<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The dialogs that ask.
#[component]
pub(super) fn Dialogs<T: Queued>(
    /// What is decided.
    deciding: Deciding<T>,
    /// Takes the decision.
    decide: Decide,
) -> impl IntoView {
    view! {
        <Refusal deciding decide />
        <Insistence deciding decide />
    }
}
