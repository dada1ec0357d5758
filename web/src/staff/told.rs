//! What was just done; takes the focus, as what had it may be gone.

use leptos::prelude::*;

use crate::ui::{Notice, Tone, focus};

/// Says it.
#[component]
pub(super) fn Told(
    /// In words.
    words: Signal<String>,
    /// How it went.
    tone: Tone,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    view! {
        <div class="told" tabindex="-1" node_ref=node>
            <Notice tone><p>{words}</p></Notice>
        </div>
    }
}
