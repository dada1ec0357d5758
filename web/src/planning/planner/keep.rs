//! Choices survive a reload, an expired session, a lost network: they are kept on this device until they are sent.

use leptos::prelude::*;

use super::Planner;
use crate::browser::storage;
use crate::planning::model::{Basket, Kept};

impl Planner {
    /// Under which name: two accounts on one device do not see each other's choices.
    fn storage_key(self) -> String {
        let super::Whose { account, household, .. } = self.whose;
        [storage::CHOICES, ".", &account.to_string(), ".", &household.to_string()].concat()
    }

    /// Keeps the choices and the attempt under way.
    pub(in crate::planning) fn keep(self) {
        let attempt = self.attempt.get_untracked();
        let Some(kept) = self.ask(|desk| Kept::of(desk.basket(), attempt)) else { return };
        match kept.to_text() {
            Some(text) => {
                storage::set(&self.storage_key(), &text);
            }
            None => storage::remove(&self.storage_key()),
        }
    }

    /// The choices kept from before; the attempt too, if one was under way.
    pub(super) fn kept_basket(self) -> Basket {
        let kept = storage::get(&self.storage_key()).map(|text| Kept::parse(&text)).unwrap_or_default();
        self.attempt.set(kept.attempt.clone());
        kept.basket()
    }

    /// Follows what another tab chooses for the same household.
    pub(in crate::planning) fn watch_other_tabs(self) {
        let key = self.storage_key();
        let handle = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref() != Some(key.as_str()) {
                return;
            }
            let kept = event.new_value().map(|text| Kept::parse(&text)).unwrap_or_default();
            self.attempt.set(kept.attempt.clone());
            self.desk.update_value(|desk| {
                if let Some(desk) = desk {
                    desk.replace_basket(kept.basket());
                }
            });
            self.refresh(None);
            self.show_looks();
        });
        on_cleanup(move || handle.remove());
    }
}
