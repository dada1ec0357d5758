//! The next six weeks by a calendar, each stretch of days with whose it is.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::catalogue::format_day;
use shared::custody::{CustodyCalendar, Holder};

use super::calendar::Names;
use crate::i18n::{t, use_i18n};
use crate::ui::Icon;

/// How many days are shown.
const SHOWN: u64 = 42;

/// Days in a row that are the same household's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    from: NaiveDate,
    to: NaiveDate,
    holder: Option<Holder>,
}

fn stretches(calendar: &CustodyCalendar, from: NaiveDate) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for day in (0..SHOWN).map_while(|ahead| from.checked_add_days(Days::new(ahead))) {
        let holder = calendar.holder(day);
        match found.last_mut() {
            Some(last) if last.holder == holder => last.to = day,
            _ => found.push(Stretch { from: day, to: day, holder }),
        }
    }
    found
}

/// The next six weeks.
#[component]
pub(super) fn SixWeeks(calendar: CustodyCalendar, from: NaiveDate, names: Names) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |stretch: Stretch| {
        let days = move || {
            let day = |day| format_day(i18n.language(), day);
            if stretch.from == stretch.to {
                return day(stretch.from);
            }
            i18n.text("custody.days", &[("from", day(stretch.from)), ("to", day(stretch.to))])
        };
        let (class, icon) = match stretch.holder {
            Some(Holder::Ours) => ("mark mark--done", "house"),
            Some(Holder::Theirs) => ("mark", "users-round"),
            None => ("mark", "minus"),
        };
        view! {
            <li>
                <span>{days}</span>
                <span class=class><Icon name=icon />{move || names.of(stretch.holder, i18n)}</span>
            </li>
        }
    };
    view! {
        <p class="file-row-name">{t("custody.six_weeks")}</p>
        <ul class="rows">{stretches(&calendar, from).into_iter().map(line).collect_view()}</ul>
    }
}

#[cfg(test)]
mod tests {
    use shared::calendar::Weekday;
    use shared::custody::AlternateWeeks;

    use super::*;

    #[test]
    fn six_weeks_are_stretches_of_days() {
        let weeks = AlternateWeeks { even: Holder::Ours, change_on: Weekday::Mon };
        let calendar = CustodyCalendar { weeks: Some(weeks), ranges: Vec::new() };
        let found = stretches(&calendar, "2026-09-16".parse().unwrap());
        let first = Stretch {
            from: "2026-09-16".parse().unwrap(),
            to: "2026-09-20".parse().unwrap(),
            holder: Some(Holder::Ours),
        };
        assert_eq!((found.len(), found[0]), (7, first));
        assert_eq!(found[1].holder, Some(Holder::Theirs));
        let days: i64 = found.iter().map(|it| it.to.signed_duration_since(it.from).num_days() + 1).sum();
        assert_eq!(days, 42);
        assert_eq!(stretches(&CustodyCalendar::default(), first.from).len(), 1, "anybody's");
    }
}
