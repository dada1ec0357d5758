//! Deadlines (*délais*): a rule as data, and the instant it closes at. Semantics: DESIGN §5.

mod evaluate;
mod validate;

use serde::{Deserialize, Serialize};

use crate::calendar::{LocalInstant, LocalTime, Weekday};

pub use evaluate::{DeadlineError, Service, closes_at};
pub use validate::RuleError;

/// A rule for the last instant of an action on a session: the action is allowed iff `now < closes_at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    /// From which date the offset counts back.
    pub anchor: Anchor,
    /// How far back; none for a fixed anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<Offset>,
    /// The time of the day found, 00:00 when missing. `24:00` is the end of that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<LocalTime>,
    /// Another rule, whole, for sessions on some weekdays; not nested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_weekday: Option<Box<ByWeekday>>,
}

/// The date an offset counts back from; it never counts itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The day of the session.
    ServiceDay,
    /// The first day of the vacation that contains the session.
    PeriodStart,
    /// The same local instant for every session.
    Fixed(LocalInstant),
}

/// How far before its anchor a deadline lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Offset {
    /// The `n`-th such day before the anchor; 0 is the anchor itself.
    Days {
        /// How many, 0 to 366.
        n: u32,
        /// Which days count.
        count: DayKind,
    },
    /// `n` full days between; closes at 00:00 of the first of them.
    ClearDays {
        /// How many, 0 to 366.
        n: u32,
    },
    /// Hours on the local clock before the slot starts.
    Hours {
        /// How many, 0 to 8,784.
        n: u32,
    },
    /// A weekday before the anchor.
    Weekday {
        /// Which.
        weekday: Weekday,
        /// 0: the last such day strictly before; k: that day of the k-th ISO week before. 0 to 53.
        weeks_before: u32,
    },
    /// A day of a month.
    DayOfMonth {
        /// 1 to 31; past the end of a month it means its last day.
        day: u32,
        /// 0 is the anchor's own month; 0 to 24.
        months_before: u32,
    },
}

/// The four kinds of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Every day.
    Calendar,
    /// Monday to Friday minus public holidays.
    Business,
    /// The school's open weekdays minus public holidays, vacations and bridges.
    School,
    /// Days on which the facility's activity opens.
    Open,
}

/// Rules for single service weekdays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(no_recursion))]
#[serde(deny_unknown_fields)]
pub struct ByWeekday {
    /// For Mondays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mon: Option<DeadlineRule>,
    /// For Tuesdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tue: Option<DeadlineRule>,
    /// For Wednesdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wed: Option<DeadlineRule>,
    /// For Thursdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thu: Option<DeadlineRule>,
    /// For Fridays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fri: Option<DeadlineRule>,
    /// For Saturdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sat: Option<DeadlineRule>,
    /// For Sundays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sun: Option<DeadlineRule>,
}

impl ByWeekday {
    /// The rule for a weekday, if it has one of its own.
    #[must_use]
    pub fn get(&self, weekday: Weekday) -> Option<&DeadlineRule> {
        match weekday {
            Weekday::Mon => self.mon.as_ref(),
            Weekday::Tue => self.tue.as_ref(),
            Weekday::Wed => self.wed.as_ref(),
            Weekday::Thu => self.thu.as_ref(),
            Weekday::Fri => self.fri.as_ref(),
            Weekday::Sat => self.sat.as_ref(),
            Weekday::Sun => self.sun.as_ref(),
        }
    }
}

impl DeadlineRule {
    /// The rule that holds for sessions on a weekday.
    #[must_use]
    pub fn for_weekday(&self, weekday: Weekday) -> &Self {
        self.by_weekday.as_ref().and_then(|by| by.get(weekday)).unwrap_or(self)
    }
}
