//! On which days an activity opens, and why it does not on the others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Activity, Facility};
use crate::calendar::{BreakName, Calendar, OutsideCalendar, PublicHoliday, Weekday};
use crate::text::Text;

/// A part of the school calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Days outside vacations and bridges.
    School,
    /// Vacations.
    Vacation,
    /// Bridges.
    Bridge,
}

/// Days on which an activity opens; never on public holidays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// In which part of the calendar.
    pub period: Period,
    /// On which weekdays.
    pub weekdays: Vec<Weekday>,
    /// Only in these vacations; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vacations: Vec<BreakName>,
    /// From this day, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// To this day, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// Days on which a facility is closed although its activities would open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day, itself included.
    pub to: NaiveDate,
    /// Why, for families to read.
    pub reason: Text,
}

/// Why there is no session on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClosureCause {
    /// The school calendar of that day is not published yet.
    OutsideCalendar,
    /// The organisation has not planned that school year.
    NotPlanned,
    /// A public holiday.
    PublicHoliday {
        /// Which.
        holiday: PublicHoliday,
    },
    /// The facility is closed.
    FacilityClosure {
        /// In the organisation's words.
        reason: Text,
    },
    /// A vacation or bridge in which it does not open.
    Break {
        /// Which.
        name: BreakName,
    },
    /// It opens only in vacations.
    SchoolPeriod,
    /// It does not open on that weekday.
    Weekday {
        /// Which.
        weekday: Weekday,
    },
    /// Outside the dates it opens between.
    OutOfSeason,
}

impl From<OutsideCalendar> for ClosureCause {
    fn from(_: OutsideCalendar) -> Self {
        Self::OutsideCalendar
    }
}

impl Activity {
    /// Why the activity does not open on a day; `None` when it does.
    #[must_use]
    pub fn closed_on(
        &self,
        day: NaiveDate,
        facility: &Facility,
        calendar: &Calendar,
    ) -> Option<ClosureCause> {
        let found = match calendar.break_on(day) {
            Ok(found) => found,
            Err(outside) => return Some(outside.into()),
        };
        if let Some(holiday) = calendar.public_holiday(day) {
            return Some(ClosureCause::PublicHoliday { holiday });
        }
        if let Some(closure) =
            facility.closures.iter().find(|closure| closure.from <= day && day <= closure.to)
        {
            return Some(ClosureCause::FacilityClosure { reason: closure.reason.clone() });
        }
        let period = match found {
            None => Period::School,
            Some(found) if found.name.is_bridge() => Period::Bridge,
            Some(_) => Period::Vacation,
        };
        let in_period = |opening: &&Opening| {
            opening.period == period
                && (opening.vacations.is_empty()
                    || found.is_none_or(|found| opening.vacations.contains(&found.name)))
        };
        let in_season = |opening: &&Opening| {
            opening.from.is_none_or(|from| from <= day) && opening.to.is_none_or(|to| day <= to)
        };
        let weekday = Weekday::of(day);
        let mut of_period = self.openings.iter().filter(in_period).peekable();
        if of_period.peek().is_none() {
            return Some(match found {
                Some(found) => ClosureCause::Break { name: found.name },
                None => ClosureCause::SchoolPeriod,
            });
        }
        let mut of_weekday = of_period.filter(|opening| opening.weekdays.contains(&weekday)).peekable();
        if of_weekday.peek().is_none() {
            return Some(ClosureCause::Weekday { weekday });
        }
        if of_weekday.any(|opening| in_season(&opening)) { None } else { Some(ClosureCause::OutOfSeason) }
    }

    /// Whether it opens only in vacations, so that a `period_start` rule always has a period.
    #[must_use]
    pub fn only_in_vacations(&self) -> bool {
        self.openings.iter().all(|opening| opening.period == Period::Vacation)
    }
}
