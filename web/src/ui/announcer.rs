//! The one live region: what happened without the focus moving, told to screen readers, not more often than they can say.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Long enough that the end of a stroke over many cells is told once, short enough to feel immediate.
const QUIET: Duration = Duration::from_millis(250);

/// What is to be told; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Announcer {
    text: RwSignal<String>,
    pending: StoredValue<Option<TimeoutHandle>>,
}

impl Announcer {
    /// Silent.
    #[must_use]
    pub fn new() -> Self {
        Self { text: RwSignal::new(String::new()), pending: StoredValue::new(None) }
    }

    /// Tells this once things are quiet; what was waiting to be told is dropped.
    pub fn announce(self, text: String) {
        self.pending.update_value(|pending| {
            if let Some(pending) = pending.take() {
                pending.clear();
            }
        });
        // emptied first, so that the same sentence is told again
        self.text.set(String::new());
        let handle = set_timeout_with_handle(move || self.text.set(text), QUIET).ok();
        self.pending.set_value(handle);
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// Where it is told; once, at the foot of the app.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let announcer = expect_context::<Announcer>();
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">{announcer.text}</div>
    }
}
