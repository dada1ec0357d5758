//! Why something is refused: written, or taken from reasons that are often given.

use leptos::prelude::*;

use super::item::{Queued, Verdict};
use super::keys::focus_open;
use super::model::Queue;
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Dialog, LongTextField};

const REASON: &str = "reason";
/// Longest reason, in characters, as the server has it.
const MAX_LENGTH: usize = 1_000;

/// The dialog; it says how many are concerned.
#[component]
pub(super) fn Refusal<T: Queued>(
    /// The queue.
    queue: Queue<T>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let count = queue.refusing.with(Vec::len);
        queue.i18n.count(T::SAYINGS.why, i64::try_from(count).unwrap_or(i64::MAX), &[])
    });
    view! {
        <Dialog open=queue.asking title>
            <ReasonForm queue />
        </Dialog>
    }
}

#[component]
fn ReasonForm<T: Queued>(queue: Queue<T>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let form = Form::new(&[]);
    Effect::new(move |_| {
        reason.track();
        form.changed(REASON);
    });
    let send = Callback::new(move |()| {
        let text = reason.get_untracked().trim().to_owned();
        let wrong = match text.chars().count() {
            0 => Some(Wrong::Said("queue.reason_missing")),
            length if length > MAX_LENGTH => Some(Wrong::Said("queue.reason_too_long")),
            _ => None,
        };
        if form.check([(REASON, wrong)]) {
            queue.asking.set(false);
            queue.decide(&queue.refusing.get_untracked(), Verdict::Refuse(text));
            focus_open();
        }
    });
    let template = move |key: &'static str| {
        let text = t(key);
        let take = move |_| {
            reason.update(|reason| {
                let before = reason.trim_end();
                *reason = if before.is_empty() {
                    text.get_untracked()
                } else {
                    [before, "\n", &text.get_untracked()].concat()
                };
            });
        };
        view! { <button type="button" class="choice" on:click=take>{text}</button> }
    };
    let close = Callback::new(move |()| queue.asking.set(false));
    view! {
        <FormFrame form on_submit=send>
            <LongTextField
                id=REASON
                label=t("queue.reason")
                hint=t(T::SAYINGS.why_hint)
                value=reason
                error=form.error(REASON)
                focused=true
            />
            <div class="choices" role="group" aria-label=t("queue.reasons")>
                {T::SAYINGS.reasons.iter().copied().map(template).collect_view()}
            </div>
            <div class="row">
                <Button submit=true icon="send" label=t(T::SAYINGS.refuse) />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
