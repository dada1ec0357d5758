//! Which days are on screen, and the ways to others.

use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;

use super::filters::FacilityFilter;
use super::model::{Address, Span};
use super::planner::{Planner, use_planner};
use super::words;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, IconButton};

/// Months that the jump lists at most: three school years.
const MOST_MONTHS: u32 = 36;

impl Planner {
    /// Shows the days around another day.
    pub(super) fn show_day(self, day: NaiveDate) {
        let address = self.address.get_untracked();
        self.go.run(Address { anchor: Some(day), day: None, ..address });
    }

    /// Shows the next days, or those before; says so where the school calendar ends.
    pub(super) fn turn(self, forward: bool) {
        match self.turned(forward) {
            Some(anchor) => self.show_day(anchor),
            None => self.announce(self.i18n.text("planning.calendar_ends", &[])),
        }
    }

    /// The next anchor; none where the school calendar ends.
    fn turned(self, forward: bool) -> Option<NaiveDate> {
        let span = self.span.get();
        let anchor = span.turn(self.anchor(), forward);
        let range = span.around(anchor);
        self.facts_changed.track();
        let known = self.ask(|desk| {
            let organisation = &desk.facts().organisation;
            range.from < organisation.sessions_until && organisation.sessions_from <= range.to
        });
        known.unwrap_or(false).then_some(anchor)
    }

    /// On how many weekdays something opens.
    pub(super) fn days_a_week(self) -> u32 {
        self.ask(|desk| {
            let openings =
                desk.facts().organisation.activities.iter().flat_map(|activity| &activity.openings);
            let mut open = [false; 7];
            for weekday in openings.flat_map(|opening| &opening.weekdays) {
                open[*weekday as usize] = true;
            }
            open.iter().map(|open| u32::from(*open)).sum()
        })
        .unwrap_or(5)
    }
}

/// The days on screen and the ways to others.
#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let planner = use_planner();
    let title =
        move || words::capitalised(&words::range(planner.i18n, planner.span.get(), planner.range_of_title()));
    let turn = move |forward| Callback::new(move |()| planner.turn(forward));
    let (back, on) = (t("planning.back"), t("planning.on"));
    let can_go_back = move || planner.turned(false).is_some();
    let can_go_on = move || planner.turned(true).is_some();
    let today = Callback::new(move |()| {
        let address = planner.address.get_untracked();
        planner.go.run(Address { anchor: None, day: None, ..address });
    });
    let elsewhere = move || !planner.range().contains(planner.present());
    view! {
        <div class="planning-bar">
            <div class="planning-turn" role="group" aria-label=t("planning.days")>
                <span class="planning-step" class:planning-step--end=move || !can_go_back()>
                    <IconButton label=back icon="chevron-left" on_press=turn(false) />
                </span>
                <h2 class="planning-range" aria-live="polite">{title}</h2>
                <span class="planning-step" class:planning-step--end=move || !can_go_on()>
                    <IconButton label=on icon="chevron-right" on_press=turn(true) />
                </span>
            </div>
            <div class="planning-jumps">
                <Show when=elsewhere>
                    <Button kind=ButtonKind::Plain icon="calendar-check" label=t("planning.today") on_press=today />
                </Show>
                <MonthJump />
                <FacilityFilter />
            </div>
        </div>
    }
}

impl Planner {
    /// The first and last day shown of those on screen: the weekend is left out of the title when nothing opens then.
    pub(super) fn range_of_title(self) -> super::model::Range {
        let mut range = self.range();
        let open = self.grid().unwrap_or_default();
        if self.span.get() != Span::Month {
            let friday = range.to - chrono::Days::new(2);
            range.to = open.days.last().copied().unwrap_or(friday).max(friday);
        }
        range
    }

    /// The months there are sessions in.
    fn months(self) -> Vec<NaiveDate> {
        let Some(facts) = self.facts() else { return Vec::new() };
        let organisation = &facts.organisation;
        let first = organisation.sessions_from.with_day(1).unwrap_or(organisation.sessions_from);
        let months = (0..MOST_MONTHS).map(|months| first + Months::new(months));
        months.take_while(|month| *month < organisation.sessions_until).collect()
    }
}

/// A jump to a month.
#[component]
fn MonthJump() -> impl IntoView {
    let planner = use_planner();
    let months = Memo::new(move |_| planner.months());
    let shown = Memo::new(move |_| {
        let anchor = planner.anchor();
        anchor.with_day(1).unwrap_or(anchor)
    });
    let option = move |month: NaiveDate| {
        view! {
            <option value=month.to_string() selected=move || shown.get() == month>
                {move || words::capitalised(&words::month(planner.i18n.language(), month))}
            </option>
        }
    };
    let jump = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        if let Ok(month) = event.target().value().parse::<NaiveDate>() {
            let today = planner.today.get_untracked();
            // the present month leads to the present week
            let same = (today.year(), today.month()) == (month.year(), month.month());
            planner.show_day(if same { today } else { planner.first_open_day(month) });
        }
    };
    view! {
        <label class="planning-month">
            <span class="visually-hidden">{t("planning.month")}</span>
            <select class="select" on:change:target=jump>
                {move || months.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

impl Planner {
    /// The first weekday of a month: its week shows more of the month than that of a first on a weekend.
    fn first_open_day(self, month: NaiveDate) -> NaiveDate {
        let weekday = month.weekday().num_days_from_monday();
        if self.span.get_untracked() == Span::Month || weekday < 5 {
            month
        } else {
            month + chrono::Days::new(u64::from(7 - weekday))
        }
    }
}
