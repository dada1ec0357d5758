//! An address completed while it is typed: a combobox with a list (ARIA 1.2), where the server has a geocoder. Whatever
//! fails, the field stays one that is written in; nothing is ever chosen for anybody.

mod list;
mod offer;

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::{Field, FieldValue};
use shared::wire::AddressSuggestion;
use wasm_bindgen::JsCast;

use super::editor::Editing;
use crate::i18n::{I18n, use_i18n};
use crate::organisation::use_organisation;
use crate::session::{Session, use_session};
use crate::ui::Announcer;
use offer::Offer;

pub(super) use list::Suggestions;

/// How long nothing is typed before the server is asked.
const PAUSE: Duration = Duration::from_millis(300);
/// What the browser's own filling in calls itself, where it says what it does.
const REPLACEMENT: &str = "insertReplacementText";

/// The completion of one field.
#[derive(Clone, Copy)]
pub(super) struct Completion {
    editing: Editing,
    session: Session,
    i18n: I18n,
    announcer: Announcer,
    /// Whether the server completes addresses.
    on: Memo<bool>,
    offer: RwSignal<Offer>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Completion {
    /// Of the line of an address; other fields have none.
    pub(super) fn of(editing: Editing) -> Option<Self> {
        if editing.field() != Field::AddressLine {
            return None;
        }
        let organisation = use_organisation();
        let completion = Self {
            editing,
            session: use_session(),
            i18n: use_i18n(),
            announcer: expect_context(),
            on: Memo::new(move |_| organisation.completes_addresses()),
            offer: RwSignal::new(Offer::default()),
            pause: StoredValue::new(None),
        };
        on_cleanup(move || completion.rest());
        Some(completion)
    }

    /// What the input is; an ordinary one where nothing is completed.
    pub(super) fn role(self) -> Option<&'static str> {
        self.on.get().then_some("combobox")
    }

    fn list_id(self) -> String {
        [self.editing.id(), "-suggestions"].concat()
    }

    fn option_id(self, place: usize) -> String {
        [&self.list_id(), "-", &place.to_string()].concat()
    }

    /// The list that the input controls.
    pub(super) fn list(self) -> Option<String> {
        self.on.get().then(|| self.list_id())
    }

    /// Whether the list is shown.
    pub(super) fn expanded(self) -> Option<&'static str> {
        let open = || if self.offer.with(|offer| offer.open) { "true" } else { "false" };
        self.on.get().then(open)
    }

    /// The address that the arrows have come to.
    pub(super) fn active(self) -> Option<String> {
        self.offer.with(|offer| offer.active).map(|place| self.option_id(place))
    }

    /// Something was typed, or filled in by the browser: that is a whole address, for which nothing is proposed.
    pub(super) fn typed(self, event: &web_sys::Event, text: &str) {
        if !self.on.get_untracked() {
            return;
        }
        self.rest();
        let by_hand = event.dyn_ref::<web_sys::InputEvent>().is_some_and(|it| it.input_type() != REPLACEMENT);
        if !by_hand {
            self.close();
        } else if self.offer.try_update(|offer| offer.typed(text)) == Some(true) {
            self.pause.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
        }
    }

    /// Waits for no pause any more.
    fn rest(self) {
        if let Some(Some(pending)) = self.pause.try_update_value(Option::take) {
            pending.clear();
        }
    }

    fn ask(self) {
        // the field may be gone meanwhile
        let Some(Some(search)) = self.offer.try_with_untracked(Offer::wanted) else { return };
        spawn_local(async move {
            let found = self.session.client().list_address_suggestions(&search).await;
            let found = found.ok().map(|found| found.items);
            let shown = self.offer.try_update(|offer| offer.answered(&search, found)).flatten();
            if let Some(Ok(count)) = shown.map(i64::try_from) {
                self.announcer.announce(untrack(|| self.i18n.count("field.addresses_found", count, &[])));
            }
        });
    }

    /// A key that the list understands; all others are the input's.
    pub(super) fn pressed(self, event: &KeyboardEvent) {
        // letters are still being put together
        if !self.on.get_untracked() || event.is_composing() {
            return;
        }
        let key = event.key();
        let taken = match key.as_str() {
            "ArrowDown" | "ArrowUp" => {
                self.offer.try_update(|offer| offer.step(key == "ArrowDown")).unwrap_or_default()
            }
            "Enter" => {
                let chosen = self.offer.with_untracked(|offer| offer.chosen().cloned());
                chosen.map(|chosen| self.take(chosen)).is_some()
            }
            "Escape" => self.close(),
            // the letters are gone through, not the list
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
                self.offer.update(|offer| offer.active = None);
                false
            }
            _ => false,
        };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// Closes the list; true when it was shown.
    pub(super) fn close(self) -> bool {
        self.rest();
        self.offer.try_update(Offer::close).unwrap_or_default()
    }

    /// Fills in an address.
    fn take(self, chosen: AddressSuggestion) {
        self.close();
        let AddressSuggestion { label, line, postal_code, city } = chosen;
        for (field, text) in
            [(Field::AddressLine, line), (Field::AddressPostalCode, postal_code), (Field::AddressCity, city)]
        {
            self.editing.set_beside(field, Some(FieldValue::Text(text)));
        }
        self.announcer.announce(untrack(|| self.i18n.text("field.address_filled", &[("label", label)])));
    }
}
