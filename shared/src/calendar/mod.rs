//! The school calendar: zones, vacations, bridges, public holidays, the four kinds of day, school years.

mod local;
pub mod official;
mod public_holidays;
mod school_year;
mod weekday;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use local::{LocalInstant, LocalTime, ParseLocalError, days_before, local, resolve};
pub use public_holidays::{HolidayRegime, PublicHoliday, easter_sunday};
pub use school_year::{ParseSchoolYearError, SchoolYear};
pub use weekday::Weekday;

/// A zone of the school calendar (arrêté fixing the school calendar; Corsica has its own).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Zone {
    /// Zone A.
    A,
    /// Zone B.
    B,
    /// Zone C.
    C,
    /// Corsica.
    Corse,
}

/// Whether pupils are off for a vacation or for a bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BreakName {
    /// *Vacances de la Toussaint.*
    Toussaint,
    /// *Vacances de Noël.*
    Noel,
    /// *Vacances d'hiver.*
    Hiver,
    /// *Vacances de printemps.*
    Printemps,
    /// *Vacances d'été.*
    Ete,
    /// *Pont de l'Ascension*: a bridge, no vacation.
    PontAscension,
}

impl BreakName {
    /// All of them, in the order of a school year.
    pub const ALL: [Self; 6] =
        [Self::Toussaint, Self::Noel, Self::Hiver, Self::Printemps, Self::PontAscension, Self::Ete];

    /// A bridge closes schools, but is no vacation with a centre of its own.
    #[must_use]
    pub const fn is_bridge(self) -> bool {
        matches!(self, Self::PontAscension)
    }

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toussaint => "toussaint",
            Self::Noel => "noel",
            Self::Hiver => "hiver",
            Self::Printemps => "printemps",
            Self::Ete => "ete",
            Self::PontAscension => "pont_ascension",
        }
    }
}

/// A vacation or bridge: the days `[first_day, return_day)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Break {
    /// Which one.
    pub name: BreakName,
    /// The school year it belongs to; summer belongs to the year it ends.
    pub school_year: SchoolYear,
    /// The first day without school.
    pub first_day: NaiveDate,
    /// The day pupils come back, itself no day of the break; `None` while it is not published.
    pub return_day: Option<NaiveDate>,
}

impl Break {
    /// Whether a day is one of its days.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first_day <= day && self.return_day.is_none_or(|return_day| day < return_day)
    }
}

/// The calendar of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calendar {
    /// Where its local times are local.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "Europe/Paris"))]
    pub time_zone: Tz,
    /// Which public holidays hold.
    pub regime: HolidayRegime,
    /// The first day whose school calendar is known.
    pub known_from: NaiveDate,
    /// The first day whose school calendar is no longer known.
    pub known_until: NaiveDate,
    /// Vacations and bridges, by first day.
    pub breaks: Vec<Break>,
}

/// A day lies outside the known school calendar: nothing is guessed about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the school calendar of {day} is not known")]
pub struct OutsideCalendar {
    /// The day asked for.
    pub day: NaiveDate,
}

impl Calendar {
    /// Whether the school calendar of a day is known.
    #[must_use]
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.known_from <= day && day < self.known_until
    }

    /// The vacation or bridge that contains a day.
    ///
    /// # Errors
    /// The day lies outside the known calendar.
    pub fn break_on(&self, day: NaiveDate) -> Result<Option<&Break>, OutsideCalendar> {
        if !self.knows(day) {
            return Err(OutsideCalendar { day });
        }
        Ok(self.breaks.iter().find(|vacation| vacation.contains(day)))
    }

    /// The vacation that contains a day; a bridge is none.
    ///
    /// # Errors
    /// The day lies outside the known calendar.
    pub fn vacation_on(&self, day: NaiveDate) -> Result<Option<&Break>, OutsideCalendar> {
        Ok(self.break_on(day)?.filter(|found| !found.name.is_bridge()))
    }

    /// The public holiday on a day; computed, so never unknown.
    #[must_use]
    pub fn public_holiday(&self, day: NaiveDate) -> Option<PublicHoliday> {
        PublicHoliday::on(day, self.regime)
    }

    /// Monday to Friday and no public holiday (*jour ouvré*).
    #[must_use]
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        Weekday::of(day) <= Weekday::Fri && self.public_holiday(day).is_none()
    }

    /// A day on which a school with these open weekdays has school (*jour d'école*): facilities' own closures do
    /// not count here.
    ///
    /// # Errors
    /// The day lies outside the known calendar.
    pub fn is_school_day(&self, day: NaiveDate, open_weekdays: &[Weekday]) -> Result<bool, OutsideCalendar> {
        let in_break = self.break_on(day)?.is_some();
        Ok(!in_break && open_weekdays.contains(&Weekday::of(day)) && self.public_holiday(day).is_none())
    }

    /// The school year of a day. A year begins when pupils come back from the summer before it, and holds the
    /// summer that follows.
    ///
    /// # Errors
    /// The day lies outside the known calendar.
    pub fn school_year(&self, day: NaiveDate) -> Result<SchoolYear, OutsideCalendar> {
        if !self.knows(day) {
            return Err(OutsideCalendar { day });
        }
        self.breaks
            .iter()
            .filter(|vacation| vacation.name == BreakName::Ete)
            .find(|summer| summer.return_day.is_none_or(|return_day| day < return_day))
            .map(|summer| summer.school_year)
            .ok_or(OutsideCalendar { day })
    }

    /// First day and the day after the last of a school year, as far as known.
    #[must_use]
    pub fn bounds(&self, year: SchoolYear) -> Option<(NaiveDate, NaiveDate)> {
        let summer_end = |year: SchoolYear| {
            let summer = self.breaks.iter().find(|v| v.name == BreakName::Ete && v.school_year == year)?;
            Some(summer.return_day.unwrap_or(self.known_until).min(self.known_until))
        };
        let end = summer_end(year)?;
        let start = summer_end(SchoolYear::starting_in(year.first_year() - 1)).unwrap_or(self.known_from);
        Some((start, end))
    }
}
