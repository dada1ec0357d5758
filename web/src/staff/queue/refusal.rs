//! Why something is refused: written, or taken from reasons that are often given.

use leptos::prelude::*;

use super::item::{Queued, Verdict};
use super::keys::focus_open;
use super::model::Queue;
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Dialog, LongTextField};

const REASON: &str = "reason";

/// What is wrong with a reason, of which so many characters are taken.
pub(super) fn reason_wrong(text: &str, longest: usize) -> Option<Wrong> {
    match text.chars().count() {
        0 => Some(Wrong::Said("queue.reason_missing")),
        length if length <= longest => None,
        _ if longest < 1_000 => Some(Wrong::Said("queue.reason_too_long_500")),
        _ => Some(Wrong::Said("queue.reason_too_long")),
    }
}

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
    let send = Callback::new(move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if form.check([(REASON, reason_wrong(&text, T::SAYINGS.longest_reason))]) {
            queue.asking.set(false);
            queue.decide(&queue.refusing.get_untracked(), Verdict::Refuse(text));
            focus_open();
        }
    });
    let offer = move |text: Signal<String>| {
        let take = move |_| {
            reason.update(|reason| {
                let before = reason.trim_end();
                *reason = if before.is_empty() {
                    text.get_untracked()
                } else {
                    [before, "\n", &text.get_untracked()].concat()
                };
            });
            form.changed(REASON);
        };
        view! { <button type="button" class="choice" on:click=take>{text}</button> }
    };
    // of what is known of the single one that is refused
    let proposal = match queue.refusing.get_untracked().as_slice() {
        [key] => T::proposal(&untrack(|| queue.extra(key)), queue.i18n),
        _ => None,
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
                {proposal.map(|text| offer(Signal::stored(text)))}
                {T::SAYINGS.reasons.iter().map(|key| offer(t(key))).collect_view()}
            </div>
            <div class="row">
                <Button submit=true icon="send" label=t(T::SAYINGS.refuse) />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
