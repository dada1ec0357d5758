//! Weekdays as configuration and API write them: `mon` … `sun`.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// The open weekdays of a French school unless it says otherwise (code de l'éducation, D521-10 and its
    /// four-day derogation, D521-12).
    pub const SCHOOL_DEFAULT: [Self; 4] = [Self::Mon, Self::Tue, Self::Thu, Self::Fri];

    /// The weekday of a date.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self::ALL[day.weekday().num_days_from_monday() as usize]
    }

    /// Days since Monday, 0 to 6.
    #[must_use]
    pub const fn index(self) -> u32 {
        self as u32
    }

    /// The code written in JSON and in the keys of catalogues: `mon`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }
}

impl From<Weekday> for chrono::Weekday {
    fn from(weekday: Weekday) -> Self {
        [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun][weekday as usize]
    }
}
