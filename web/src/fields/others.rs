//! What others have saved while one was typing: shown, and what was typed stays.

use leptos::prelude::*;
use shared::families::{Field, FieldValue};

use super::words::label;
use super::{FieldReading, Typed};
use crate::i18n::{t, use_i18n};
use crate::ui::{Notice, Tone};

/// What somebody else saved while this was being typed.
#[component]
pub fn Others(
    /// Which answers, and what stands there now.
    changed: Typed,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = |(field, value): (Field, Option<FieldValue>)| {
        let shown = match value {
            Some(value) => view! { <FieldReading field value /> }.into_any(),
            None => view! { <span class="muted">{t("file.no_answer")}</span> }.into_any(),
        };
        view! { <div><dt>{move || label(i18n, field)}</dt><dd>{shown}</dd></div> }
    };
    let nothing = changed.is_empty();
    let lines = changed.into_iter().map(line).collect_view();
    // it stands above what was typed, and the button that was pressed below
    let frame = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            let _ = frame.focus();
        }
    });
    view! {
        <div class="others" tabindex="-1" node_ref=frame>
            <Notice tone=Tone::Danger>
                <p>{t(if nothing { "file.changed_elsewhere" } else { "file.changed" })}</p>
                {(!nothing).then(|| view! { <dl class="answers">{lines}</dl> })}
            </Notice>
        </div>
    }
}
