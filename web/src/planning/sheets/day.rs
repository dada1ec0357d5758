//! The list of a day: every child and slot, with state and limit. It does all that the grid does for that day.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::i18n::t;
use crate::planning::model::{Filter, Place, Row, rows};
use crate::planning::planner::{Planner, Sheet, use_planner};
use crate::planning::words;
use crate::ui::{Avatar, AvatarSize, Button, ButtonKind, CellMark};

impl Planner {
    /// The rows of a day, whatever the filter of the grid.
    fn rows_of(self, day: NaiveDate) -> Vec<Row> {
        let Some(facts) = self.facts() else { return Vec::new() };
        let year = facts.organisation.calendar.school_year(day).ok();
        rows(&facts, Filter::default(), year, day)
    }

    /// The day after or before, within those there are sessions on.
    fn day_beside(self, day: NaiveDate, forward: bool) -> Option<NaiveDate> {
        let beside = if forward { day.succ_opt() } else { day.pred_opt() }?;
        self.ask(|desk| {
            let organisation = &desk.facts().organisation;
            (organisation.sessions_from <= beside && beside < organisation.sessions_until).then_some(beside)
        })?
    }
}

/// Every child and slot of a day.
#[component]
pub(super) fn DayList(day: NaiveDate) -> impl IntoView {
    let planner = use_planner();
    let rows = Memo::new(move |_| planner.rows_of(day));
    let groups = move || {
        rows.with(|rows| {
            rows.chunk_by(|one, other| one.child_id == other.child_id)
                .map(|group| view! { <ChildDay day rows=group.to_vec() /> })
                .collect_view()
        })
    };
    let to = move |forward| {
        Callback::new(move |()| {
            if let Some(beside) = planner.day_beside(day, forward) {
                planner.show_day(beside);
                planner.sheet.set(Some(Sheet::Day(beside)));
            }
        })
    };
    view! {
        <div class="day-list">{groups}</div>
        <div class="dialog-foot">
            <Button kind=ButtonKind::Plain icon="chevron-left" label=t("planning.day_before") on_press=to(false) />
            <Button kind=ButtonKind::Plain icon="chevron-right" label=t("planning.day_after") on_press=to(true) />
        </div>
    }
}

#[component]
fn ChildDay(day: NaiveDate, rows: Vec<Row>) -> impl IntoView {
    let head = rows.first().map(|row| (row.child.clone(), row.position));
    let (child, position) = head.unwrap_or_default();
    let id = ["day-child-", &position.to_string()].concat();
    let labelled = id.clone();
    view! {
        <section class="day-child" aria-labelledby=labelled>
            <h3 id=id>
                <Avatar name=child.clone() position size=AvatarSize::Small />
                <span>{child}</span>
            </h3>
            <ul>
                {rows.into_iter().map(|row| view! { <DayLine place=row.on(day) row /> }).collect_view()}
            </ul>
        </section>
    }
}

/// One slot of one child: its state in words, and the same tap as its cell.
#[component]
fn DayLine(place: Place, row: Row) -> impl IntoView {
    let planner = use_planner();
    let shown = Memo::new(move |_| planner.shown(place));
    let mark =
        move || shown.with(|shown| shown.as_ref().map(words::look)).map(|look| view! { <CellMark look /> });
    let said = move || shown.with(|shown| shown.as_ref().map(|shown| words::state(planner, shown)));
    let flag = move |ask: fn(&crate::planning::model::Shown) -> bool| {
        move || if shown.with(|shown| shown.as_ref().is_some_and(ask)) { "true" } else { "false" }
    };
    let name = move || {
        let language = planner.i18n.language();
        let (slot, activity) = (row.slot.get(language), row.activity.get(language));
        if slot == activity { slot.to_owned() } else { [slot, activity].join(", ") }
    };
    let press = move |_| {
        if shown.with_untracked(|shown| shown.as_ref().is_some_and(|shown| !shown.is_open())) {
            planner.beneath.set_value(Some(Sheet::Day(place.day)));
        }
        planner.tap(place);
    };
    view! {
        <li>
            <button
                type="button"
                role="checkbox"
                class="day-line"
                aria-checked=flag(|shown| shown.checked)
                aria-disabled=flag(|shown| !shown.is_open())
                on:click=press
            >
                {mark}
                <span class="day-words">
                    <strong>{name}</strong>
                    <span>{said}</span>
                </span>
            </button>
        </li>
    }
}
