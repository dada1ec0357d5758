//! Days as a family reads them: one by one when they are few, as weekdays of a stretch when they make one, else by
//! month. Nothing is rounded: what a pattern leaves out is named.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use shared::activities::Activity;
use shared::calendar::Weekday;
use shared::catalogue::{Language, domain, format_day_with_year};
use shared::organisation::Organisation;

/// Days named one by one, and exceptions of a pattern, at most.
const FEW: usize = 5;

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
    /// Open days of the pattern that are not meant.
    except: Vec<String>,
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
    /// Of days of an activity.
    pub(super) fn of(
        language: Language,
        days: &BTreeSet<NaiveDate>,
        organisation: &Organisation,
        activity: Option<&Activity>,
    ) -> Self {
        let named = |days: &[NaiveDate]| days.iter().map(|day| format_day_with_year(language, *day)).collect();
        let all: Vec<NaiveDate> = days.iter().copied().collect();
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return Self::default() };
        if all.len() <= FEW {
            return Self { each: named(&all), ..Self::default() };
        }
        let met: BTreeSet<Weekday> = all.iter().map(|day| Weekday::of(*day)).collect();
        let meant: BTreeSet<NaiveDate> = first
            .iter_days()
            .take_while(|day| day <= last)
            .filter(|day| met.contains(&Weekday::of(*day)))
            .filter(|day| activity.is_some_and(|activity| organisation.closed_on(activity, *day).is_none()))
            .collect();
        let except: Vec<NaiveDate> = meant.difference(days).copied().collect();
        if except.len() > FEW || !days.is_subset(&meant) {
            return Self { months: months(language, &all), ..Self::default() };
        }
        Self {
            weekdays: met.iter().map(|weekday| text(language, "weekday.", weekday.code())).collect(),
            from: format_day_with_year(language, *first),
            to: format_day_with_year(language, *last),
            except: named(&except),
            ..Self::default()
        }
    }
}

fn months(language: Language, days: &[NaiveDate]) -> Vec<Month> {
    let of_month = days.chunk_by(|a, b| (a.year(), a.month()) == (b.year(), b.month()));
    of_month
        .filter_map(|days| {
            let first = days.first()?;
            let name = text(language, "month.", &first.month().to_string());
            Some(Month { name: format!("{name} {}", first.year()), days: days.iter().map(Datelike::day).collect() })
        })
        .collect()
}

fn text(language: Language, prefix: &str, code: &str) -> String {
    domain(language).text(&format!("{prefix}{code}"), &[])
}
