//! The grid: rows are child × slot, columns are the days on which something opens.

mod board;
mod cell;
mod head;
mod keyboard;
mod pointer;
mod rows;
mod table;

use leptos::prelude::*;

use super::planner::use_planner;
use super::words;
use crate::failure::Failure;
use crate::i18n::t;
use crate::ui::{Icon, Loading};
use board::Place as Focus;
use table::Laid;

/// The grid of the days on screen.
#[component]
pub(super) fn GridTable() -> impl IntoView {
    let planner = use_planner();
    // survives a change of days, so that paging by keyboard keeps its row
    let focus = StoredValue::new(Focus::default());
    keyboard::everywhere(planner);
    move || match (planner.grid(), planner.failure.get()) {
        (Some(grid), _) if grid.days.is_empty() => view! { <Nothing /> }.into_any(),
        (Some(grid), _) => view! { <Laid grid focus /> }.into_any(),
        (None, Some(error)) => {
            view! { <Failure error retry=Callback::new(move |()| planner.retry()) /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    }
}

/// Nothing opens on the days on screen; the lines below say why.
#[component]
fn Nothing() -> impl IntoView {
    let planner = use_planner();
    let said = move || {
        let days =
            words::capitalised(&words::range(planner.i18n, planner.span.get(), planner.range_of_title()));
        planner.i18n.text("planning.nothing_opens", &[("days", days)])
    };
    view! {
        <div class="planning-nothing" role="status">
            <Icon name="calendar-x" />
            <p><strong>{said}</strong> {t("planning.nothing_opens_hint")}</p>
        </div>
    }
}
