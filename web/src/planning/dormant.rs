//! What does not open on the days on screen: why, and when it does next.

use leptos::prelude::*;
use shared::bookings::{Cause, Refusal, RefusalCode};
use shared::catalogue::format_day;

use super::model::Dormant;
use super::planner::use_planner;
use super::words;
use crate::i18n::t;
use crate::ui::Icon;

/// A line for each activity that does not open.
#[component]
pub(super) fn DormantLines() -> impl IntoView {
    let planner = use_planner();
    let dormant = Memo::new(move |_| planner.grid().map(|grid| grid.dormant).unwrap_or_default());
    let line = move |Dormant { activity, cause, next }: Dormant| {
        let name = move || activity.get(planner.i18n.language()).to_owned();
        let why = cause.map(|cause| Refusal {
            code: RefusalCode::ClosedDay,
            cause: Some(Cause::Closure(cause)),
            at: None,
            contact: None,
        });
        let why = move || why.as_ref().map(|refusal| words::sentence(planner, refusal));
        let go = next.map(|day| {
            let opens = move || {
                let day = format_day(planner.i18n.language(), day);
                planner.i18n.text("planning.dormant.next", &[("day", day)])
            };
            view! {
                <button type="button" class="link" on:click=move |_| planner.show_day(day)>
                    <span>{opens}</span>
                    <Icon name="arrow-right" />
                </button>
            }
        });
        view! {
            <li>
                <strong>{name}</strong>
                <span>{why}</span>
                {go}
            </li>
        }
    };
    view! {
        <Show when=move || dormant.with(|dormant| !dormant.is_empty())>
            <section class="planning-dormant" aria-labelledby="planning-dormant">
                <h2 id="planning-dormant">{t("planning.dormant")}</h2>
                <ul>{move || dormant.get().into_iter().map(line).collect_view()}</ul>
            </section>
        </Show>
    }
}
