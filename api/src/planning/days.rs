//! Ranges of days.

use chrono::{Datelike, NaiveDate};
use shared::limits::MAX_PLANNING_DAYS;

use crate::error::Error;

/// Years that days may lie in: those of school years. Both databases and every client can write them.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// A range of days, first and last included, the first not after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Days {
    /// The range of a query.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `from` or `to`; [`Error::RangeTooLong`] beyond [`MAX_PLANNING_DAYS`].
    pub fn of_query(from: NaiveDate, to: NaiveDate) -> Result<Self, Error> {
        for (name, day) in [("from", from), ("to", to)] {
            Self::check_year(name, day)?;
        }
        if to < from {
            return Err(Error::invalid("to", "out_of_range", "the last day comes before the first"));
        }
        if to.signed_duration_since(from).num_days() >= i64::from(MAX_PLANNING_DAYS) {
            return Err(Error::RangeTooLong { max_days: MAX_PLANNING_DAYS });
        }
        Ok(Self { from, to })
    }

    /// One day.
    #[must_use]
    pub const fn one(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The shortest range that holds all `days`; none where there are no days.
    #[must_use]
    pub fn around(days: impl Iterator<Item = NaiveDate> + Clone) -> Option<Self> {
        Some(Self { from: days.clone().min()?, to: days.max()? })
    }

    /// Refuses days so far away that not every database and client can write them.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `field`.
    pub fn check_year(field: &str, day: NaiveDate) -> Result<(), Error> {
        if YEARS.contains(&day.year()) {
            return Ok(());
        }
        Err(Error::invalid(field, "out_of_range", format!("a day of the years {YEARS:?}")))
    }

    /// Every day of it.
    pub fn iter(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn refused(from: &str, to: &str) -> String {
        match Days::of_query(day(from), day(to)).unwrap_err() {
            Error::InvalidValue(errors) => errors[0].field.clone(),
            other => other.to_string(),
        }
    }

    #[test]
    fn ranges_hold_400_days_at_most() {
        let longest = Days::of_query(day("2026-09-01"), day("2027-10-05")).unwrap();
        assert_eq!(longest.iter().count(), 400);
        assert_eq!(refused("2026-09-01", "2027-10-06"), "range longer than 400 days");
        assert_eq!(Days::of_query(day("2026-09-01"), day("2026-09-01")).unwrap().iter().count(), 1);
        assert_eq!(refused("2026-09-02", "2026-09-01"), "to");
        assert_eq!(refused("1899-12-31", "1900-01-01"), "from");
        assert_eq!(refused("2999-12-31", "+3000-01-01"), "to");
    }
}
