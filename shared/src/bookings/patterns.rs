//! Recurring patterns (*réservations régulières*) and the sessions they mean.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::{OutsideCalendar, Weekday};
use crate::ids::SlotId;
use crate::organisation::Organisation;

/// Which weeks a pattern holds in, by their ISO number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weeks {
    /// Every week.
    #[default]
    All,
    /// Weeks of even number.
    Even,
    /// Weeks of odd number.
    Odd,
}

/// A weekday of a slot, again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegularPattern {
    /// Which slot.
    pub slot_id: SlotId,
    /// Which weekday.
    pub weekday: Weekday,
    /// In which weeks.
    #[serde(default)]
    pub weeks: Weeks,
    /// From this day, itself included.
    pub from: NaiveDate,
    /// To this day, itself included.
    pub to: NaiveDate,
    /// Days left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<NaiveDate>,
}

/// The days of the sessions a pattern means: open ones only, ascending. A slot that is gone has none.
///
/// # Errors
/// A day of the pattern lies outside the known calendar.
pub fn expand(
    pattern: &RegularPattern,
    organisation: &Organisation,
) -> Result<Vec<NaiveDate>, OutsideCalendar> {
    let Some((activity, _)) = organisation.slot(pattern.slot_id) else { return Ok(Vec::new()) };
    let calendar = &organisation.calendar;
    let in_week = |day: NaiveDate| match pattern.weeks {
        Weeks::All => true,
        Weeks::Even => day.iso_week().week().is_multiple_of(2),
        Weeks::Odd => !day.iso_week().week().is_multiple_of(2),
    };
    let mut days = Vec::new();
    for day in pattern.from.iter_days().take_while(|day| *day <= pattern.to) {
        if Weekday::of(day) != pattern.weekday || !in_week(day) {
            continue;
        }
        if !calendar.knows(day) {
            return Err(OutsideCalendar { day });
        }
        if organisation.closed_on(activity, day).is_none() && !pattern.exceptions.contains(&day) {
            days.push(day);
        }
    }
    Ok(days)
}
