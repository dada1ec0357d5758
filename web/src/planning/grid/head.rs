//! The days above the columns; each opens its list.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::catalogue::format_day;

use super::board::{Board, at_text};
use crate::i18n::t;
use crate::planning::model::monday;
use crate::planning::words;

/// The column headers.
#[component]
pub(super) fn Head(board: Board) -> impl IntoView {
    let days = board.grid.with_value(|grid| grid.days.clone());
    let starts = week_starts(&days);
    let columns = days.into_iter().zip(starts).enumerate();
    view! {
        <thead role="rowgroup">
            <tr role="row" class="grid-row">
                <th role="columnheader" scope="col" class="grid-corner">
                    <span class="visually-hidden">{t("planning.slots")}</span>
                </th>
                {columns.map(|(column, (day, starts))| view! { <Day board column day starts /> }).collect_view()}
            </tr>
        </thead>
    }
}

/// Which days begin a week that is not the first on screen.
pub(super) fn week_starts(days: &[NaiveDate]) -> Vec<bool> {
    let mut before = days.first().copied();
    days.iter()
        .map(|day| {
            let starts = before.is_some_and(|before| monday(before) != monday(*day));
            before = Some(*day);
            starts
        })
        .collect()
}

#[component]
fn Day(board: Board, column: usize, day: NaiveDate, starts: bool) -> impl IntoView {
    let planner = board.planner;
    let i18n = planner.i18n;
    let at = (-1, i32::try_from(column).unwrap_or_default());
    let tab = if board.focus.with_value(|focus| focus.at == at) { "0" } else { "-1" };
    let label = move || i18n.text("planning.day_list", &[("day", format_day(i18n.language(), day))]);
    let today = move || planner.today.get() == day;
    view! {
        <th
            role="columnheader"
            scope="col"
            class="grid-head"
            class:grid-head--today=today
            class:week-start=starts
            aria-current=move || today().then_some("date")
        >
            <button type="button" class="grid-day" data-at=at_text(at) tabindex=tab aria-label=label>
                <span class="grid-weekday" aria-hidden="true">{move || words::weekday_short(i18n.language(), day)}</span>
                <span class="grid-number" aria-hidden="true">{day.day()}</span>
            </button>
        </th>
    }
}
