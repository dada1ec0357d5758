//! How many days are on screen, and which.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Rem that a row's header takes beside its cells.
const HEADER: f64 = 9.0;
/// Rem that a column takes at least.
const COLUMN: f64 = 2.56;

/// How many days are on screen: a phone shows a week, a tablet two, a desktop a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// Monday to Sunday.
    #[default]
    Week,
    /// Two of them.
    Fortnight,
    /// A calendar month.
    Month,
}

/// Days on screen, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Range {
    /// Its days.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

impl Span {
    /// The longest that fits a width in rem without cells below 44 px, where a week has so many open days.
    #[must_use]
    pub fn fitting(width: f64, days_a_week: u32) -> Self {
        let days_a_week = f64::from(days_a_week.max(5));
        // five open days a week are at most 23 a month
        let days_a_month = (days_a_week * 4.6).min(31.0);
        if width >= HEADER + COLUMN * days_a_month {
            Self::Month
        } else if width >= HEADER + COLUMN * days_a_week * 2.0 {
            Self::Fortnight
        } else {
            Self::Week
        }
    }

    /// The days on screen around an anchor.
    #[must_use]
    pub fn around(self, anchor: NaiveDate) -> Range {
        let from = monday(anchor);
        match self {
            Self::Week => Range { from, to: from + Days::new(6) },
            Self::Fortnight => Range { from, to: from + Days::new(13) },
            Self::Month => {
                let first = anchor.with_day(1).unwrap_or(anchor);
                Range { from: first, to: first + Months::new(1) - Days::new(1) }
            }
        }
    }

    /// The anchor of the next days, or of those before.
    #[must_use]
    pub fn turn(self, anchor: NaiveDate, forward: bool) -> NaiveDate {
        let Range { from, to } = self.around(anchor);
        match (self, forward) {
            (_, true) => to + Days::new(1),
            (Self::Week, false) => from - Days::new(7),
            (Self::Fortnight, false) => from - Days::new(14),
            (Self::Month, false) => from - Months::new(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn phone_tablet_and_desktop() {
        // 390 px, 768 px and 1280 px less padding and scroll bar, at 18 px a rem
        assert_eq!(Span::fitting(354.0 / 18.0, 5), Span::Week);
        assert_eq!(Span::fitting(732.0 / 18.0, 5), Span::Fortnight);
        assert_eq!(Span::fitting(1229.0 / 18.0, 5), Span::Month);
        assert_eq!(Span::fitting(1229.0 / 18.0, 6), Span::Fortnight, "more columns need more room");
        assert_eq!(Span::fitting(1229.0 / 36.0, 5), Span::Week, "text twice as large");
    }

    #[test]
    fn days_around_an_anchor() {
        let anchor = day("2026-11-25");
        assert_eq!(Span::Week.around(anchor), Range { from: day("2026-11-23"), to: day("2026-11-29") });
        assert_eq!(Span::Fortnight.around(anchor), Range { from: day("2026-11-23"), to: day("2026-12-06") });
        assert_eq!(Span::Month.around(anchor), Range { from: day("2026-11-01"), to: day("2026-11-30") });
        assert_eq!(Span::Week.turn(anchor, true), day("2026-11-30"));
        assert_eq!(Span::Week.turn(anchor, false), day("2026-11-16"));
        assert_eq!(Span::Month.turn(anchor, true), day("2026-12-01"));
        assert_eq!(Span::Month.turn(day("2027-03-31"), false), day("2027-02-01"));
    }
}
