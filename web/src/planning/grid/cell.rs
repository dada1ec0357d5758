//! One cell: a checkbox that shows a state and says it in a sentence.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::board::{Board, at_text};
use crate::planning::model::{Row, Shown};
use crate::planning::words;
use crate::ui::{CellLook, Icon};

/// One cell; never disabled, so that it can always be asked why.
#[component]
pub(super) fn GridCell(
    board: Board,
    at: (usize, usize),
    row: Row,
    day: NaiveDate,
    starts: bool,
) -> impl IntoView {
    let planner = board.planner;
    let place = row.on(day);
    let at = (i32::try_from(at.0).unwrap_or_default(), i32::try_from(at.1).unwrap_or_default());
    let tab = if board.focus.with_value(|focus| focus.at == at) { "0" } else { "-1" };
    let button = planner.cell(place).map(|shown| {
        let with = move |ask: fn(&Shown) -> &'static str| {
            let shown = shown.clone();
            move || shown.with(ask)
        };
        let class = with(|shown| words::look(shown).class());
        let checked = with(|shown| if shown.checked { "true" } else { "false" });
        let disabled = with(|shown| if shown.is_open() { "false" } else { "true" });
        let content = with_shown(planner.cell(place));
        let label_of = planner.cell(place);
        let label = move || {
            let said = label_of.as_ref().map(|shown| shown.with(|shown| words::state(planner, shown)));
            [words::place(planner, place), said.unwrap_or_default()].join(". ")
        };
        view! {
            <button
                type="button"
                role="checkbox"
                data-at=at_text(at)
                tabindex=tab
                class=class
                aria-checked=checked
                aria-disabled=disabled
                aria-label=label
            >
                {content}
            </button>
        }
    });
    view! {
        <td role="gridcell" class="grid-cell" class:week-start=starts>{button}</td>
    }
}

/// Icons of the state; a past day shows whether the place was booked.
fn with_shown(shown: Option<ArcRwSignal<Shown>>) -> impl Fn() -> AnyView {
    move || {
        let Some((look, checked)) =
            shown.as_ref().map(|shown| shown.with(|shown| (words::look(shown), shown.checked)))
        else {
            return ().into_any();
        };
        if look == CellLook::Past && checked {
            view! { <Icon name="check" /> }.into_any()
        } else {
            look.content().into_any()
        }
    }
}
