//! What floats at the foot of a queue: the decision that can be taken back.

use leptos::prelude::*;

use super::item::Queued;
use super::keys::focus_open;
use super::model::Queue;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind};

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
