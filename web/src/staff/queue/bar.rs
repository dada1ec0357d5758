//! What floats at the foot of a queue: the decision that can be taken back, and what the server did not take.

use leptos::prelude::*;
use shared::problem::ProblemCode;

use super::item::Queued;
use super::keys::focus_open;
use super::model::{Queue, Trouble};
use crate::failure::sentence;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// The decision that waits to be sent, with a way back.
#[component]
pub(super) fn UndoBar<T: Queued>(
    /// The queue.
    queue: Queue<T>,
) -> impl IntoView {
    let hint = t("queue.undo_hint");
    let label = t("queue.undo");
    let press = Callback::new(move |()| {
        queue.undo();
        focus_open();
    });
    move || {
        queue.pending.get().map(|pending| {
            let (verdict, count) = (pending.verdict, pending.items.len());
            let said = move || queue.said(&verdict, count);
            view! {
                <div class="undo-bar">
                    <p><strong>{said}</strong> " " <span>{hint}</span></p>
                    <Button kind=ButtonKind::Plain icon="undo-2" label on_press=press />
                    <span class="undo-time" aria-hidden="true"></span>
                </div>
            }
        })
    }
}

/// Decisions that the server did not take, each with the reason.
#[component]
pub(super) fn Troubles<T: Queued>(
    /// The queue.
    queue: Queue<T>,
) -> impl IntoView {
    let title = t("queue.troubles");
    let label = t("queue.troubles_read");
    let read = Callback::new(move |()| {
        queue.troubles.set(Vec::new());
        focus_open();
    });
    let line = move |trouble: Trouble| {
        let why = move || match trouble.error.code() {
            Some(ProblemCode::ChangedMeanwhile | ProblemCode::NotFound) => {
                queue.i18n.text("queue.changed", &[])
            }
            _ => T::not_taken(&trouble.error, queue.i18n)
                .unwrap_or_else(|| sentence(queue.i18n, &trouble.error)),
        };
        view! { <li><strong>{trouble.name.clone()}</strong> " " {why}</li> }
    };
    view! {
        <Show when=move || !queue.troubles.with(Vec::is_empty)>
            <Notice tone=Tone::Danger>
                <p>{title}</p>
                <ul>{move || queue.troubles.get().into_iter().map(line).collect_view()}</ul>
                <div><Button kind=ButtonKind::Plain icon="check" label on_press=read /></div>
            </Notice>
        </Show>
    }
}
