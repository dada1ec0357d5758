//! Days as a family reads them: one by one when they are few, as weekdays of a stretch when they fill one, else by
//! month. A mail is kept: nothing in it is rounded.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use shared::bookings::{GroupShape, LineGroup};
use shared::catalogue::{Language, domain, format_day_with_year};

/// One of the three forms is filled, the others are empty: templates name them all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct DaysInWords {
    /// “mardi 3 mars 2027”.
    each: Vec<String>,
    /// The weekdays of a pattern, Monday first.
    weekdays: Vec<String>,
    /// The first day of a pattern.
    from: String,
    /// The last day of a pattern.
    to: String,
    /// Days by month.
    months: Vec<Month>,
}

/// Days of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Month {
    /// “mars 2027”.
    name: String,
    /// Their numbers.
    days: Vec<u32>,
}

impl DaysInWords {
    /// The days of a group.
    pub(super) fn of(language: Language, group: &LineGroup) -> Self {
        let named = |day: &NaiveDate| format_day_with_year(language, *day);
        match (&group.shape, group.days.first(), group.days.last()) {
            (GroupShape::Named, ..) => {
                Self { each: group.days.iter().map(named).collect(), ..Self::default() }
            }
            (GroupShape::Weekdays { weekdays, missing: 0 }, Some(first), Some(last)) => Self {
                weekdays: weekdays.iter().map(|weekday| text(language, "weekday.", weekday.code())).collect(),
                from: named(first),
                to: named(last),
                ..Self::default()
            },
            // which sessions are missing matters: each is named
            _ => Self { months: months(language, &group.days), ..Self::default() },
        }
    }
}

fn months(language: Language, days: &[NaiveDate]) -> Vec<Month> {
    let of_month = days.chunk_by(|a, b| (a.year(), a.month()) == (b.year(), b.month()));
    of_month
        .filter_map(|days| {
            let first = days.first()?;
            let name = text(language, "month.", &first.month().to_string());
            Some(Month {
                name: format!("{name} {}", first.year()),
                days: days.iter().map(Datelike::day).collect(),
            })
        })
        .collect()
}

fn text(language: Language, prefix: &str, code: &str) -> String {
    domain(language).text(&format!("{prefix}{code}"), &[])
}
