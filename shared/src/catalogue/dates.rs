//! Days and times in words: “mardi 3 mars à 10 h”, never 03/03.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;

use super::{Language, domain};
use crate::calendar::{LocalTime, Weekday, local};

/// “mardi 3 mars”, “Tuesday 3 March”.
#[must_use]
pub fn format_day(language: Language, day: NaiveDate) -> String {
    let weekday = domain(language).text(&["weekday.", Weekday::of(day).code()].concat(), &[]);
    [weekday, format_day_of_month(language, day)].join(" ")
}

/// “3 mars”, “3 March”.
#[must_use]
pub fn format_day_of_month(language: Language, day: NaiveDate) -> String {
    let month = domain(language).text(&["month.", &day.month().to_string()].concat(), &[]);
    let number = match (language, day.day()) {
        (Language::Fr, 1) => "1er".to_owned(),
        (_, number) => number.to_string(),
    };
    [number, month].join(" ")
}

/// “mardi 3 mars 2027”, “Tuesday 3 March 2027”.
#[must_use]
pub fn format_day_with_year(language: Language, day: NaiveDate) -> String {
    [format_day(language, day), day.year().to_string()].join(" ")
}

/// “10 h”, “16 h 30”; “10:00”, “16:30”.
#[must_use]
pub fn format_time(language: Language, time: LocalTime) -> String {
    clock(language, u32::from(time.hour()), u32::from(time.minute()))
}

fn clock(language: Language, hour: u32, minute: u32) -> String {
    match (language, minute) {
        (Language::Fr, 0) => format!("{hour}\u{a0}h"),
        (Language::Fr, _) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        (Language::En, _) => format!("{hour:02}:{minute:02}"),
    }
}

/// An instant at which something starts: “samedi 3 avril à 19 h”.
#[must_use]
pub fn format_instant(language: Language, instant: DateTime<Utc>, zone: Tz) -> String {
    start(instant, zone).in_words(language, format_day)
}

/// An instant at which something ends: midnight is the end of the day before, “vendredi 30 avril à 24 h”.
#[must_use]
pub fn format_limit(language: Language, instant: DateTime<Utc>, zone: Tz) -> String {
    end(instant, zone).in_words(language, format_day)
}

/// As [`format_instant`], with the year where it is not that of `now`.
pub(super) fn instant_seen_from(
    language: Language,
    instant: DateTime<Utc>,
    zone: Tz,
    now: DateTime<Utc>,
) -> String {
    start(instant, zone).seen_from(language, zone, now)
}

/// As [`format_limit`], with the year where it is not that of `now`.
pub(super) fn limit_seen_from(
    language: Language,
    instant: DateTime<Utc>,
    zone: Tz,
    now: DateTime<Utc>,
) -> String {
    end(instant, zone).seen_from(language, zone, now)
}

/// A day and a time of day up to 24:00.
struct Moment {
    day: NaiveDate,
    hour: u32,
    minute: u32,
}

fn start(instant: DateTime<Utc>, zone: Tz) -> Moment {
    let at: NaiveDateTime = local(zone, instant);
    Moment { day: at.date(), hour: at.hour(), minute: at.minute() }
}

fn end(instant: DateTime<Utc>, zone: Tz) -> Moment {
    let at = start(instant, zone);
    match at.day.pred_opt() {
        Some(day) if (at.hour, at.minute) == (0, 0) => Moment { day, hour: 24, minute: 0 },
        _ => at,
    }
}

impl Moment {
    fn seen_from(&self, language: Language, zone: Tz, now: DateTime<Utc>) -> String {
        let this_year = self.day.year() == local(zone, now).year();
        self.in_words(language, if this_year { format_day } else { format_day_with_year })
    }

    fn in_words(&self, language: Language, day: fn(Language, NaiveDate) -> String) -> String {
        let params = [("day", day(language, self.day)), ("time", clock(language, self.hour, self.minute))];
        domain(language).text("day_at", &params)
    }
}
