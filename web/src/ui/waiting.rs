//! Waiting, honestly: nothing for an instant, then that something is coming, then that it takes long.

use std::time::Duration;

use leptos::prelude::*;

use crate::i18n::t;

const SOON: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(8);

/// Says that something is being fetched.
#[component]
pub fn Loading() -> impl IntoView {
    let stage = RwSignal::new(0_u8);
    let timers = [(SOON, 1), (LONG, 2)].map(|(after, next)| {
        set_timeout_with_handle(
            move || {
                let _ = stage.try_set(next);
            },
            after,
        )
        .ok()
    });
    on_cleanup(move || timers.into_iter().flatten().for_each(|timer| timer.clear()));
    let (soon, long) = (t("waiting.soon"), t("waiting.long"));
    view! {
        <p class="loading" role="status">
            {move || (stage.get() > 0).then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            <span>{move || match stage.get() {
                0 => String::new(),
                1 => soon.get(),
                _ => long.get(),
            }}</span>
        </p>
    }
}
