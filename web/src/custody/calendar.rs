//! A calendar of days in words: its weeks, its dates, and whose the next six weeks are.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::catalogue::format_day_with_year;
use shared::custody::{CustodyCalendar, CustodyRange, Holder};

use super::weeks::SixWeeks;
use crate::i18n::{I18n, t, use_i18n};

/// What the two households are called here.
#[derive(Clone, Copy)]
pub struct Names {
    /// The one that reads; of staff, the one whose file it is.
    pub ours: Signal<String>,
    /// The child's other one.
    pub theirs: Signal<String>,
}

impl Names {
    pub(super) fn of(self, holder: Option<Holder>, i18n: I18n) -> String {
        match holder {
            Some(Holder::Ours) => self.ours.get(),
            Some(Holder::Theirs) => self.theirs.get(),
            None => i18n.text("custody.anybody", &[]),
        }
    }
}

/// The calendar, and the next six weeks by it.
#[component]
pub fn CalendarView(
    /// The calendar; without one, all days are anybody's.
    calendar: Option<CustodyCalendar>,
    /// The first day of the six weeks.
    from: NaiveDate,
    /// What the households are called.
    names: Names,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(calendar) = calendar.filter(|calendar| !calendar.is_empty()) else {
        return view! { <p>{t("custody.none")}</p> }.into_any();
    };
    let weeks = calendar.weeks.map(|weeks| {
        let said = move || {
            let (even, odd) = (names.of(Some(weeks.even), i18n), names.of(Some(weeks.even.other()), i18n));
            let weekday = i18n.domain_text(&["weekday.", weeks.change_on.code()].concat());
            i18n.text("custody.weeks", &[("even", even), ("odd", odd), ("weekday", weekday)])
        };
        view! { <p>{said}</p> }
    });
    let line = move |range: &CustodyRange| {
        let range = *range;
        let said = move || {
            let day = |day| format_day_with_year(i18n.language(), day);
            let whose = names.of(Some(range.holder), i18n);
            i18n.text("custody.range", &[("from", day(range.from)), ("to", day(range.to)), ("whose", whose)])
        };
        view! { <li>{said}</li> }
    };
    let ranges = (!calendar.ranges.is_empty()).then(|| {
        let lines = calendar.ranges.iter().map(line).collect_view();
        view! { <p>{t("custody.ranges")}</p> <ul>{lines}</ul> }
    });
    view! {
        {weeks}
        {ranges}
        <SixWeeks calendar from names />
    }
    .into_any()
}
