//! The recap: what is about to be sent in patterns, then sending, then what came of it.

mod groups;
mod result;
mod review;
mod waiting;

use leptos::html;
use leptos::prelude::*;

use super::planner::use_planner;
use super::sending::{Stage, use_sending};
use result::Outcome;
use review::Review;
use waiting::Wait;

/// The heading: what is going on.
pub(super) fn recap_title() -> Signal<String> {
    let sending = use_sending();
    let i18n = use_planner().i18n;
    Signal::derive(move || {
        let key = sending.stage.with(|stage| match stage {
            Stage::Idle | Stage::Failed(_) => "planning.recap",
            Stage::UnderWay | Stage::Waiting { .. } => "planning.sending",
            Stage::Done(receipt) if receipt.refused.is_empty() => "planning.done",
            Stage::Done(receipt) if receipt.done.is_empty() => "planning.done.nothing",
            Stage::Done(_) => "planning.done.partly",
        });
        i18n.text(key, &[])
    })
}

/// Which part is shown; a wait that counts down is one part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Review,
    Wait,
    Outcome,
}

/// The recap and what follows it.
#[component]
pub(super) fn Recap() -> impl IntoView {
    let sending = use_sending();
    let part = Memo::new(move |_| {
        sending.stage.with(|stage| match stage {
            Stage::Idle | Stage::Failed(_) => Part::Review,
            Stage::UnderWay | Stage::Waiting { .. } => Part::Wait,
            Stage::Done(_) => Part::Outcome,
        })
    });
    let node = NodeRef::<html::Div>::new();
    // what had the focus is gone with the part before
    Effect::new(move |before: Option<Part>| {
        let part = part.get();
        if before.is_some_and(|before| before != part)
            && let Some(node) = node.get_untracked()
        {
            let _ = node.focus();
            if let Ok(Some(dialog)) = node.closest("dialog") {
                dialog.set_scroll_top(0);
            }
        }
        part
    });
    view! {
        <div class="recap" tabindex="-1" node_ref=node>
            {move || match part.get() {
                Part::Review => view! { <Review /> }.into_any(),
                Part::Wait => view! { <Wait /> }.into_any(),
                Part::Outcome => match sending.stage.get_untracked() {
                    Stage::Done(receipt) => view! { <Outcome receipt /> }.into_any(),
                    _ => ().into_any(),
                },
            }}
        </div>
    }
}
