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
    let at = local(zone, instant);
    in_words(language, at.date(), &clock(language, at.hour(), at.minute()))
}

/// An instant at which something ends: midnight is the end of the day before, “vendredi 30 avril à 24 h”.
#[must_use]
pub fn format_limit(language: Language, instant: DateTime<Utc>, zone: Tz) -> String {
    let at: NaiveDateTime = local(zone, instant);
    match at.date().pred_opt() {
        Some(day_before) if (at.hour(), at.minute()) == (0, 0) => {
            in_words(language, day_before, &clock(language, 24, 0))
        }
        _ => in_words(language, at.date(), &clock(language, at.hour(), at.minute())),
    }
}

fn in_words(language: Language, day: NaiveDate, time: &str) -> String {
    domain(language).text("day_at", &[("day", format_day(language, day)), ("time", time.to_owned())])
}
