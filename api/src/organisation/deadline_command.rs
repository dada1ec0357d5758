//! `ribambelle deadline`: the local instant a rule closes at, by the official calendar that is built in.

use anyhow::Context;
use chrono::NaiveDate;
use chrono_tz::Tz;
use shared::calendar::official::{embedded, zone_named};
use shared::calendar::{HolidayRegime, LocalTime, OutsideCalendar, Weekday, local};
use shared::deadline::{DeadlineRule, Service, closes_at};

/// Prints the local instant at which a deadline rule closes, and nothing else.
#[derive(clap::Args, Debug)]
pub struct DeadlineCommand {
    /// Zone of the school calendar: A, B, C or Corse.
    #[arg(long)]
    zone: String,
    /// Public holidays: metropole or `alsace_moselle`.
    #[arg(long, default_value = "metropole")]
    regime: String,
    /// The day of the session, YYYY-MM-DD.
    #[arg(long)]
    service_day: NaiveDate,
    /// When the slot starts, HH:MM; an hours rule needs it.
    #[arg(long)]
    slot_start: Option<LocalTime>,
    /// The first day of the period; the vacation's that contains the day when missing.
    #[arg(long)]
    period_start: Option<NaiveDate>,
    /// The school's open weekdays, separated by commas.
    #[arg(long, value_delimiter = ',', default_value = "mon,tue,thu,fri")]
    school_weekdays: Vec<String>,
    /// The weekdays the activity opens on in school weeks, for rules in open days.
    #[arg(long, value_delimiter = ',')]
    open_weekdays: Vec<String>,
    /// The rule as JSON, as in docs/deadlines.md.
    #[arg(long)]
    rule: String,
}

impl DeadlineCommand {
    /// Computes what the command prints.
    ///
    /// # Errors
    /// An argument or the rule is wrong, or the calendar does not know a day.
    pub fn run(&self) -> anyhow::Result<String> {
        let zone = zone_named(&self.zone).with_context(|| format!("no zone `{}`", self.zone))?;
        let regime: HolidayRegime = word(&self.regime).context("--regime is metropole or alsace_moselle")?;
        let rule: DeadlineRule = serde_json::from_str(&self.rule).context("--rule")?;
        let calendar = embedded(zone, regime, Tz::Europe__Paris)?;
        let school_weekdays = weekdays(&self.school_weekdays)?;
        let open_weekdays = weekdays(&self.open_weekdays)?;
        let opens =
            |day: NaiveDate| -> Result<bool, OutsideCalendar> { calendar.is_school_day(day, &open_weekdays) };
        let service = Service {
            day: self.service_day,
            slot_start: self.slot_start,
            period_start: self.period_start,
            calendar: &calendar,
            school_weekdays: &school_weekdays,
            is_open: if open_weekdays.is_empty() { None } else { Some(&opens) },
        };
        let closes = local(calendar.time_zone, closes_at(&rule, &service)?);
        Ok(closes.format("%Y-%m-%dT%H:%M").to_string())
    }
}

fn word<T: serde::de::DeserializeOwned>(text: &str) -> anyhow::Result<T> {
    Ok(serde_json::from_value(serde_json::Value::from(text))?)
}

fn weekdays(words: &[String]) -> anyhow::Result<Vec<Weekday>> {
    words.iter().map(|text| word(text).with_context(|| format!("`{text}` is no weekday"))).collect()
}
