//! Why something is refused: written, or taken from reasons that are often given.

use leptos::prelude::*;
use shared::limits::MAX_REASON;

use super::deciding::{Decide, Deciding};
use super::item::{Queued, Refusing, Verdict};
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Dialog, LongTextField};

const REASON: &str = "reason";

/// What is wrong with a reason.
pub(super) fn reason_wrong(text: &str) -> Option<Wrong> {
    match text.chars().count() {
        0 => Some(Wrong::Said("queue.reason_missing")),
        length if length <= MAX_REASON => None,
        _ => Some(Wrong::Said("queue.reason_too_long")),
    }
}

/// The dialog; it says how many are concerned.
#[component]
pub(super) fn Refusal<T: Queued>(
    /// What is decided.
    deciding: Deciding<T>,
    /// Takes the decision.
    decide: Decide,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let count = deciding.refusing.with(Vec::len);
        deciding.i18n.count(said(deciding).why, i64::try_from(count).unwrap_or(i64::MAX), &[])
    });
    view! {
        <Dialog open=deciding.asking title>
            <ReasonForm deciding decide />
        </Dialog>
    }
}

/// What is said in refusing those that are refused.
fn said<T: Queued>(deciding: Deciding<T>) -> Refusing {
    T::refusal(&deciding.refused_extra().unwrap_or_default())
}

#[component]
fn ReasonForm<T: Queued>(deciding: Deciding<T>, decide: Decide) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let form = Form::new(&[]);
    let send = Callback::new(move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if form.check([(REASON, reason_wrong(&text))]) {
            deciding.asking.set(false);
            decide.run((deciding.refusing.get_untracked(), Verdict::Refuse(text)));
        }
    });
    let offer = move |text: Signal<String>| {
        let take = move |_| {
            reason.update(|reason| {
                let (before, offered) = (reason.trim_end(), text.get_untracked());
                // pressed twice, it is said once
                if before.is_empty() {
                    *reason = offered;
                } else if !before.lines().any(|line| line == offered) {
                    *reason = [before, "\n", &offered].concat();
                }
            });
            form.changed(REASON);
        };
        view! { <button type="button" class="choice" on:click=take>{text}</button> }
    };
    // of what is known of the single one that is refused
    let known = untrack(|| deciding.refused_extra());
    let proposal = known.and_then(|extra| T::proposal(&extra, deciding.i18n));
    let close = Callback::new(move |()| deciding.asking.set(false));
    let said = untrack(|| said(deciding));
    view! {
        <FormFrame form on_submit=send>
            <LongTextField
                id=REASON
                label=t("queue.reason")
                hint=t(said.hint)
                value=reason
                error=form.error(REASON)
                focused=true
            />
            <div class="choices" role="group" aria-label=t("queue.reasons")>
                {proposal.map(|text| offer(Signal::stored(text)))}
                {T::SAYINGS.reasons.iter().map(|key| offer(t(key))).collect_view()}
            </div>
            <div class="row">
                <Button submit=true icon="send" label=t(said.verb) />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
