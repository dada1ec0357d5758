//! Whether this device has a network, as far as the browser knows.

use leptos::prelude::*;

/// A signal that is true while the browser knows it has no network.
#[must_use]
pub fn offline() -> ReadSignal<bool> {
    let (offline, set_offline) = signal(!window().navigator().on_line());
    let lost = window_event_listener(leptos::ev::offline, move |_| set_offline.set(true));
    let found = window_event_listener(leptos::ev::online, move |_| set_offline.set(false));
    on_cleanup(move || {
        lost.remove();
        found.remove();
    });
    offline
}
