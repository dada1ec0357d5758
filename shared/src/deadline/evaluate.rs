//! From a rule to an instant.

use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, Utc};

use super::{Anchor, DayKind, DeadlineRule, Offset, RuleError};
use crate::calendar::{Calendar, LocalInstant, LocalTime, OutsideCalendar, Weekday, days_before, resolve};

/// The longest search for the day a rule names, in days: two years, one more than any sensible notice.
const LONGEST_SEARCH: u32 = 731;

/// The session a deadline is asked for, and what its rule may need to know.
#[derive(Clone, Copy)]
pub struct Service<'a> {
    /// Its date.
    pub day: NaiveDate,
    /// When its slot starts; an `hours` rule needs it.
    pub slot_start: Option<LocalTime>,
    /// The start of the period instead of the vacation's first day.
    pub period_start: Option<NaiveDate>,
    /// The calendar of the organisation.
    pub calendar: &'a Calendar,
    /// The open weekdays of the child's school.
    pub school_weekdays: &'a [Weekday],
    /// Whether the facility's activity opens on a day; `None` where no activity is known.
    pub is_open: Option<&'a dyn Fn(NaiveDate) -> Result<bool, OutsideCalendar>>,
}

/// A deadline could not be computed; nothing is guessed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// The rule itself is wrong.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The rule counts days the calendar does not know.
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
    /// No day as the rule counts it was found.
    #[error("no such day within {LONGEST_SEARCH} days before {0}")]
    NoSuchDay(NaiveDate),
    /// The session lies in no vacation, so `period_start` names nothing.
    #[error("{0} lies in no vacation: period_start names no day")]
    NoPeriod(NaiveDate),
    /// An `hours` rule without a slot start.
    #[error("an hours rule needs the start of the slot")]
    SlotStartMissing,
    /// A rule in open days where no activity is known.
    #[error("a rule in open days needs an activity")]
    ActivityMissing,
}

/// The instant at which an action on a session closes: allowed iff `now < closes_at`.
///
/// # Errors
/// See [`DeadlineError`].
pub fn closes_at(rule: &DeadlineRule, service: &Service<'_>) -> Result<DateTime<Utc>, DeadlineError> {
    rule.validate()?;
    let rule = rule.for_weekday(Weekday::of(service.day));
    let zone = service.calendar.time_zone;
    let (anchor, offset) = match (&rule.anchor, &rule.offset) {
        (Anchor::Fixed(instant), _) => return Ok(instant.in_zone(zone)),
        (_, None) => return Err(RuleError::OffsetMissing.into()),
        (Anchor::ServiceDay, Some(offset)) => (service.day, offset),
        (Anchor::PeriodStart, Some(offset)) => (period_start(service)?, offset),
    };
    let none = DeadlineError::NoSuchDay(anchor);
    let day = match *offset {
        Offset::Days { n, count } => nth_day_before(anchor, n, count, service)?,
        Offset::ClearDays { n } => days_before(anchor, n).ok_or(none)?,
        Offset::Hours { n } => {
            let start = service.slot_start.ok_or(DeadlineError::SlotStartMissing)?.on(anchor);
            return Ok(resolve(zone, start - Duration::hours(i64::from(n))));
        }
        Offset::Weekday { weekday, weeks_before } => {
            weekday_before(anchor, weekday, weeks_before).ok_or(none)?
        }
        Offset::DayOfMonth { day, months_before } => day_of_month(anchor, day, months_before).ok_or(none)?,
    };
    let time = rule.time.unwrap_or(LocalTime::MIDNIGHT);
    Ok(LocalInstant { day, time }.in_zone(zone))
}

fn period_start(service: &Service<'_>) -> Result<NaiveDate, DeadlineError> {
    if let Some(start) = service.period_start {
        return Ok(start);
    }
    let vacation = service.calendar.vacation_on(service.day)?;
    vacation.map(|found| found.first_day).ok_or(DeadlineError::NoPeriod(service.day))
}

fn nth_day_before(
    anchor: NaiveDate,
    n: u32,
    kind: DayKind,
    service: &Service<'_>,
) -> Result<NaiveDate, DeadlineError> {
    let mut left = n;
    let mut day = anchor;
    for _ in 0..LONGEST_SEARCH {
        if left == 0 {
            return Ok(day);
        }
        day = day.pred_opt().ok_or(DeadlineError::NoSuchDay(anchor))?;
        if counts(day, kind, service)? {
            left -= 1;
        }
    }
    if left == 0 { Ok(day) } else { Err(DeadlineError::NoSuchDay(anchor)) }
}

fn counts(day: NaiveDate, kind: DayKind, service: &Service<'_>) -> Result<bool, DeadlineError> {
    Ok(match kind {
        DayKind::Calendar => true,
        DayKind::Business => service.calendar.is_business_day(day),
        DayKind::School => service.calendar.is_school_day(day, service.school_weekdays)?,
        DayKind::Open => (service.is_open.ok_or(DeadlineError::ActivityMissing)?)(day)?,
    })
}

fn weekday_before(anchor: NaiveDate, weekday: Weekday, weeks_before: u32) -> Option<NaiveDate> {
    let anchor_index = Weekday::of(anchor).index();
    if weeks_before == 0 {
        let back = (anchor_index + 7 - weekday.index()) % 7;
        return days_before(anchor, if back == 0 { 7 } else { back });
    }
    let monday = days_before(anchor, anchor_index)?;
    days_before(monday, 7 * weeks_before)?.checked_add_days(chrono::Days::new(u64::from(weekday.index())))
}

fn day_of_month(anchor: NaiveDate, day: u32, months_before: u32) -> Option<NaiveDate> {
    let first = anchor.with_day(1)?.checked_sub_months(Months::new(months_before))?;
    (28..=day).rev().chain([day.min(28)]).find_map(|day| first.with_day(day))
}
