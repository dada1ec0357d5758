//! What opens over the page: the list of a day, what a row can do, why not, what the keys do, the recap.

mod day;
mod draft;
mod keys;
mod message;
mod row;
mod why;

use leptos::prelude::*;
use shared::catalogue::format_day_with_year;

use super::planner::{Planner, Sheet, use_planner};
use super::recap::{Recap, recap_title};
use super::words;
use crate::i18n::t;
use crate::ui::Dialog;
use day::DayList;
use keys::KeysHelp;
use row::RowMenu;
use why::WhyNot;

/// Whether a kind of sheet is open; closing it closes the sheet.
fn open(planner: Planner, is_it: fn(Sheet) -> bool) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let wanted = planner.sheet.get().is_some_and(is_it);
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    Effect::new(move |_| {
        if !open.get() && planner.sheet.get_untracked().is_some_and(is_it) {
            planner.sheet.set(planner.beneath.try_update_value(Option::take).flatten());
        }
    });
    open
}

/// All of them; at most one is open.
#[component]
pub(super) fn Sheets() -> impl IntoView {
    let planner = use_planner();
    let i18n = planner.i18n;
    let day = Memo::new(move |before| match (planner.sheet.get(), before) {
        (Some(Sheet::Day(day)), _) => Some(day),
        (_, before) => before.copied().flatten(),
    });
    let row = Memo::new(move |before| match (planner.sheet.get(), before) {
        (Some(Sheet::Row(child, slot)), _) => Some((child, slot)),
        (_, before) => before.copied().flatten(),
    });
    let place = Memo::new(move |before| match (planner.sheet.get(), before) {
        (Some(Sheet::Why(place)), _) => Some(place),
        (_, before) => before.copied().flatten(),
    });
    let day_title = Signal::derive(move || {
        day.get().map(|day| format_day_with_year(i18n.language(), day)).unwrap_or_default()
    });
    let row_title = Signal::derive(move || {
        let title = |(child, slot)| [words::slot(planner, slot), words::child(planner, child)].join(", ");
        row.get().map(title).unwrap_or_default()
    });
    let why_title =
        Signal::derive(move || place.get().map(|place| words::place(planner, place)).unwrap_or_default());
    view! {
        <Dialog open=open(planner, |sheet| matches!(sheet, Sheet::Day(_))) title=day_title sheet=true>
            {move || day.get().map(|day| view! { <DayList day /> })}
        </Dialog>
        <Dialog open=open(planner, |sheet| matches!(sheet, Sheet::Row(..))) title=row_title sheet=true>
            {move || row.get().map(|(child_id, slot_id)| view! { <RowMenu child_id slot_id /> })}
        </Dialog>
        <Dialog open=open(planner, |sheet| matches!(sheet, Sheet::Why(_))) title=why_title sheet=true>
            {move || place.get().map(|place| view! { <WhyNot place /> })}
        </Dialog>
        <Dialog open=open(planner, |sheet| sheet == Sheet::Keys) title=t("planning.keys")>
            <KeysHelp />
        </Dialog>
        <Dialog open=open(planner, |sheet| sheet == Sheet::Recap) title=recap_title() sheet=true>
            <Recap />
        </Dialog>
    }
}
