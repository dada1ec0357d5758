//! The calendar of a child's days (*jours de garde*) between two households: whose day it is.
//!
//! Dates that are named go before weeks. A day nobody is named for is anybody's. The calendar is written from the point of
//! view of one household, so that nobody needs to know which the other one is.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::Weekday;

/// Most ranges of dates in a calendar.
pub const MAX_RANGES: usize = 100;
/// Longest range of dates, in days.
pub const MAX_RANGE_DAYS: i64 = 366;
/// How far ahead the next own day is looked for, in days.
const HORIZON: u64 = 400;
/// Years that days may lie in, as those of plannings.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// A household, as seen from one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The household that reads.
    Ours,
    /// The child's other household.
    Theirs,
}

impl Holder {
    /// The same household, seen from the other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

const fn monday() -> Weekday {
    Weekday::Mon
}

/// Weeks in turn, by their ISO number.
///
/// A week of the calendar begins on `change_on` and has the parity of the ISO week that this day lies in: with a change on
/// Friday, even weeks go from the Friday of an even week to the Thursday after it. Where a year has 53 weeks, two odd ones
/// follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AlternateWeeks {
    /// Whose the even weeks are; the odd ones are the other's.
    pub even: Holder,
    /// On which weekday the child changes.
    #[serde(default = "monday")]
    pub change_on: Weekday,
}

impl AlternateWeeks {
    fn holder(self, day: NaiveDate) -> Holder {
        let back = (Weekday::of(day).index() + 7 - self.change_on.index()) % 7;
        let begins = day.checked_sub_days(chrono::Days::new(u64::from(back))).unwrap_or(day);
        if begins.iso_week().week().is_multiple_of(2) { self.even } else { self.even.other() }
    }
}

/// Some days, whatever week they lie in: half of a vacation, a weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustodyRange {
    /// From this day, itself included.
    pub from: NaiveDate,
    /// To this day, itself included; at most 366 days in all.
    pub to: NaiveDate,
    /// Whose they are.
    pub holder: Holder,
}

/// Whose a child's days are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustodyCalendar {
    /// Weeks in turn; nothing: only the dates named are somebody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<AlternateWeeks>,
    /// Dates that go before weeks; at most 100, none overlapping another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<CustodyRange>,
}

/// What is wrong with a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CustodyFault {
    /// More than [`MAX_RANGES`] ranges.
    TooMany,
    /// A range ends before it begins.
    EndsBefore,
    /// A range is longer than [`MAX_RANGE_DAYS`].
    TooLong,
    /// A day so far away that nobody plans it.
    OutOfRange,
    /// A range shares a day with one before it.
    Overlaps,
}

impl CustodyFault {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::TooMany, Self::EndsBefore, Self::TooLong, Self::OutOfRange, Self::Overlaps];

    /// The code written in problems and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany => "too_many",
            Self::EndsBefore => "ends_before",
            Self::TooLong => "too_long",
            Self::OutOfRange => "out_of_range",
            Self::Overlaps => "overlaps",
        }
    }
}

impl CustodyCalendar {
    /// Whether it names nobody for any day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weeks.is_none() && self.ranges.is_empty()
    }

    /// Whose a day is; nobody's in particular: either household may act.
    #[must_use]
    pub fn holder(&self, day: NaiveDate) -> Option<Holder> {
        let named = self.ranges.iter().find(|range| (range.from..=range.to).contains(&day));
        match named {
            Some(range) => Some(range.holder),
            None => self.weeks.map(|weeks| weeks.holder(day)),
        }
    }

    /// Whether a day is the other household's.
    #[must_use]
    pub fn is_theirs(&self, day: NaiveDate) -> bool {
        self.holder(day) == Some(Holder::Theirs)
    }

    /// The first day after `day` that is not the other household's, within about a year.
    #[must_use]
    pub fn next_ours(&self, day: NaiveDate) -> Option<NaiveDate> {
        (1..=HORIZON)
            .map_while(|ahead| day.checked_add_days(chrono::Days::new(ahead)))
            .find(|day| !self.is_theirs(*day))
    }

    /// The same calendar, as the other household reads it.
    #[must_use]
    pub fn seen_by_other(&self) -> Self {
        let weeks = self.weeks.map(|weeks| AlternateWeeks { even: weeks.even.other(), ..weeks });
        let turned = |range: &CustodyRange| CustodyRange { holder: range.holder.other(), ..*range };
        Self { weeks, ranges: self.ranges.iter().map(turned).collect() }
    }

    /// The calendar as it is kept: ranges in their order.
    ///
    /// # Errors
    /// The position of the first range at fault among those given, with what is wrong; no position of one too many.
    pub fn checked(&self) -> Result<Self, (Option<usize>, CustodyFault)> {
        if self.ranges.len() > MAX_RANGES {
            return Err((None, CustodyFault::TooMany));
        }
        for (position, range) in self.ranges.iter().enumerate() {
            let fault = |fault| Err((Some(position), fault));
            if !YEARS.contains(&range.from.year()) || !YEARS.contains(&range.to.year()) {
                return fault(CustodyFault::OutOfRange);
            }
            if range.to < range.from {
                return fault(CustodyFault::EndsBefore);
            }
            if range.to.signed_duration_since(range.from).num_days() >= MAX_RANGE_DAYS {
                return fault(CustodyFault::TooLong);
            }
            let before = self.ranges.iter().take(position);
            if before.into_iter().any(|other| other.from <= range.to && range.from <= other.to) {
                return fault(CustodyFault::Overlaps);
            }
        }
        let mut kept = self.clone();
        kept.ranges.sort_by_key(|range| range.from);
        Ok(kept)
    }
}
