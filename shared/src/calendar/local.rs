//! Local times of an organisation, and how they become instants.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A time of day on the local clock, `00:00` to `24:00` in whole minutes; `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalTime {
    minutes: u16,
}

/// A text is no time of day, no date, or no local instant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseLocalError {
    /// Not `HH:MM` from `00:00` to `24:00`.
    #[error("`{0}` is no time of day: write HH:MM, from 00:00 to 24:00")]
    Time(String),
    /// Not `YYYY-MM-DDTHH:MM`.
    #[error("`{0}` is no local instant: write YYYY-MM-DDTHH:MM")]
    Instant(String),
}

impl LocalTime {
    /// `00:00`, the start of the day.
    pub const MIDNIGHT: Self = Self { minutes: 0 };

    /// Hours 0 to 24 and minutes 0 to 59, at most 24:00.
    #[must_use]
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if minute < 60 && hour * 60 + minute <= 24 * 60 {
            Some(Self { minutes: hour * 60 + minute })
        } else {
            None
        }
    }

    /// The hour, 0 to 24.
    #[must_use]
    pub const fn hour(self) -> u16 {
        self.minutes / 60
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u16 {
        self.minutes % 60
    }

    /// This time on that day; `24:00` is midnight of the next day.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> NaiveDateTime {
        day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(self.minutes))
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromStr for LocalTime {
    type Err = ParseLocalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (hour, minute) = text.split_once(':')?;
            let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            (two_digits(hour) && two_digits(minute)).then_some(())?;
            Self::new(hour.parse().ok()?, minute.parse().ok()?)
        };
        parse().ok_or_else(|| ParseLocalError::Time(text.to_owned()))
    }
}

impl TryFrom<String> for LocalTime {
    type Error = ParseLocalError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LocalTime> for String {
    fn from(time: LocalTime) -> Self {
        time.to_string()
    }
}

/// A date and time of day on the local clock, `2027-04-30T24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalInstant {
    /// The date.
    pub day: NaiveDate,
    /// The time of that day, `24:00` included.
    pub time: LocalTime,
}

impl LocalInstant {
    /// The instant this names in a time zone; see [`resolve`] for clock changes.
    #[must_use]
    pub fn in_zone(self, zone: Tz) -> DateTime<Utc> {
        resolve(zone, self.time.on(self.day))
    }
}

impl fmt::Display for LocalInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day, self.time)
    }
}

impl FromStr for LocalInstant {
    type Err = ParseLocalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (day, time) = text.split_once('T')?;
            (day.len() == 10).then_some(())?;
            Some(Self { day: day.parse().ok()?, time: time.parse().ok()? })
        };
        parse().ok_or_else(|| ParseLocalError::Instant(text.to_owned()))
    }
}

impl TryFrom<String> for LocalInstant {
    type Error = ParseLocalError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LocalInstant> for String {
    fn from(instant: LocalInstant) -> Self {
        instant.to_string()
    }
}

/// The instant a local time names. A time skipped by a clock change becomes the first instant after the gap, a
/// repeated one the first of the two (DESIGN §5).
#[must_use]
pub fn resolve(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    // Gaps of civil clocks are at most a day long (a territory that changes sides of the date line).
    let mut minutes_of_a_day = 0..=24 * 60;
    minutes_of_a_day
        .find_map(|minutes| match zone.from_local_datetime(&(local + Duration::minutes(minutes))) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant.to_utc()),
            LocalResult::None => None,
        })
        .unwrap_or_else(|| local.and_utc())
}

/// The local date and time of an instant.
#[must_use]
pub fn local(zone: Tz, instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}

/// The day `n` days before; `None` before the first date there is.
#[must_use]
pub fn days_before(day: NaiveDate, n: u32) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(n)))
}

#[cfg(feature = "openapi")]
crate::schema::text_schema!(LocalTime, "16:30");

#[cfg(feature = "openapi")]
crate::schema::text_schema!(LocalInstant, "2027-04-30T24:00");
