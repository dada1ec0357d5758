//! What does not open on the days on screen: why, and when it does next.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::activities::ClosureCause;
use shared::bookings::{Cause, Refusal, RefusalCode};
use shared::catalogue::{format_day, format_day_with_year};

use super::model::Dormant;
use super::planner::use_planner;
use super::words;
use crate::i18n::t;
use crate::ui::Icon;

/// A closure as the refusal that says it.
fn closed(cause: ClosureCause) -> Refusal {
    Refusal { code: RefusalCode::ClosedDay, cause: Some(Cause::Closure(cause)), at: None, contact: None }
}

/// A line for each day left out and for each activity that does not open.
#[component]
pub(super) fn DormantLines() -> impl IntoView {
    let planner = use_planner();
    let grid = move || planner.grid().unwrap_or_default();
    let some = Memo::new(move |_| {
        let grid = grid();
        !(grid.dormant.is_empty() && grid.left_out.is_empty())
    });
    let day_line = move |(day, cause): (NaiveDate, ClosureCause)| {
        let refusal = closed(cause);
        view! {
            <li>
                <strong>{move || format_day(planner.i18n.language(), day)}</strong>
                <span>{move || words::sentence(planner, &refusal)}</span>
            </li>
        }
    };
    let line = move |Dormant { activity, cause, next }: Dormant| {
        let name = move || activity.get(planner.i18n.language()).to_owned();
        let refusal = cause.map(closed);
        let why = move || refusal.as_ref().map(|refusal| words::sentence(planner, refusal));
        let go = next.map(|day| {
            let opens = move || {
                let language = planner.i18n.language();
                let this_year = day.year() == planner.today.get().year();
                let day =
                    if this_year { format_day(language, day) } else { format_day_with_year(language, day) };
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
        <Show when=move || some.get()>
            <section class="planning-dormant" aria-labelledby="planning-dormant">
                <h2 id="planning-dormant">{t("planning.dormant")}</h2>
                <ul>
                    {move || grid().left_out.clone().into_iter().map(day_line).collect_view()}
                    {move || grid().dormant.clone().into_iter().map(line).collect_view()}
                </ul>
            </section>
        </Show>
    }
}
