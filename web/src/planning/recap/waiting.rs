//! While there is no answer: what is going on, that the choices are kept, and the way out.

use leptos::prelude::*;

use crate::i18n::t;
use crate::planning::model::Why;
use crate::planning::planner::use_planner;
use crate::planning::sending::{Stage, use_sending};
use crate::planning::words;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// Waiting for an answer.
#[component]
pub(super) fn Wait() -> impl IntoView {
    let planner = use_planner();
    let i18n = planner.i18n;
    let sending = use_sending();
    let why = Memo::new(move |_| {
        sending.stage.with(|stage| match stage {
            Stage::Waiting { why, .. } => Some(*why),
            _ => None,
        })
    });
    // stays while the next try is under way, so that the page does not flicker
    let reason = Memo::new(move |before: Option<&Option<Why>>| why.get().or(before.copied().flatten()));
    let said = move || {
        let key = match reason.get()? {
            Why::Network => "planning.wait.network",
            Why::Busy => "planning.wait.busy",
            Why::UnderWay => "planning.wait.under_way",
        };
        Some(view! { <Notice tone=Tone::Warning><p>{move || i18n.text(key, &[])}</p></Notice> })
    };
    let countdown = move || match sending.stage.get() {
        Stage::Waiting { seconds, .. } => i18n.count("planning.wait.again", i64::from(seconds), &[]),
        _ => i18n.text("planning.wait.now", &[]),
    };
    let lines = move || {
        let lines = planner.attempt.with(|attempt| attempt.as_ref().map_or(0, |attempt| attempt.lines.len()));
        i18n.count("planning.wait.lines", words::number(lines), &[])
    };
    let now = Callback::new(move |()| sending.retry_now());
    let cancel = Callback::new(move |()| sending.cancel());
    view! {
        {said}
        <p class="recap-wait" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <span>
                <strong>{lines}</strong>
                // a countdown read out each second would bury everything else
                <span aria-hidden="true">{countdown}</span>
            </span>
        </p>
        <div class="recap-foot">
            <Show when=move || why.get().is_some()>
                <Button icon="refresh-cw" label=t("planning.wait.retry") on_press=now />
            </Show>
            <Button kind=ButtonKind::Plain icon="x" label=t("planning.send.cancel") on_press=cancel />
        </div>
    }
}
