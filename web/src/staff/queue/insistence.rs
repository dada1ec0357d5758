//! Accepting although something stands against it: what it is, and why all the same.

use leptos::prelude::*;

use super::deciding::{Decide, Deciding};
use super::item::{Queued, Verdict};
use super::refusal::reason_wrong;
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Dialog, LongTextField};

const DESPITE: &str = "despite";

/// The dialog; it names what stands against it.
#[component]
pub(super) fn Insistence<T: Queued>(
    /// What is decided.
    deciding: Deciding<T>,
    /// Takes the decision.
    decide: Decide,
) -> impl IntoView {
    view! {
        <Dialog open=deciding.insisting title=t("queue.insist")>
            <InsistenceForm deciding decide />
        </Dialog>
    }
}

#[component]
fn InsistenceForm<T: Queued>(deciding: Deciding<T>, decide: Decide) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let form = Form::new(&[]);
    let objections = move || {
        let extra = deciding.extra(&deciding.accepting.get());
        let lines = T::objections(&extra, deciding.i18n).into_iter();
        lines.map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let send = Callback::new(move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if form.check([(DESPITE, reason_wrong(&text))]) {
            deciding.insisting.set(false);
            decide.run((vec![deciding.accepting.get_untracked()], Verdict::Despite(text)));
        }
    });
    let close = Callback::new(move |()| deciding.insisting.set(false));
    view! {
        <ul class="bullets">{objections}</ul>
        <FormFrame form on_submit=send>
            <LongTextField
                id=DESPITE
                label=t("queue.despite")
                hint=t("queue.despite_hint")
                value=reason
                error=form.error(DESPITE)
            />
            <div class="row">
                <Button submit=true icon="check" label=t("queue.insist_submit") />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
