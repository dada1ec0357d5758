//! What a rule must satisfy before it is configuration.

use super::{Anchor, DayKind, DeadlineRule, Offset};
use crate::calendar::Weekday;

/// A deadline rule contradicts itself or can never be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A fixed anchor is an instant already.
    #[error("a fixed anchor takes neither offset nor time")]
    FixedWithMore,
    /// Every other anchor needs one.
    #[error("an offset is missing")]
    OffsetMissing,
    /// `clear_days` closes at 00:00, `hours` counts from the slot's start.
    #[error("time cannot stand beside clear_days or hours")]
    TimeBesideOffset,
    /// A number is out of its range.
    #[error("{field} must be {range}")]
    OutOfRange {
        /// The field.
        field: &'static str,
        /// The range in words.
        range: &'static str,
    },
    /// A rule of `by_weekday` has a `by_weekday` itself.
    #[error("by_weekday rules cannot be nested")]
    Nested,
    /// `period_start` where sessions lie outside vacations.
    #[error("period_start needs an activity that opens only in vacations")]
    NoPeriod,
}

impl DeadlineRule {
    /// Checks the rule by itself, including those of `by_weekday`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn validate(&self) -> Result<(), RuleError> {
        self.validate_one()?;
        for rule in self.weekday_rules() {
            if rule.by_weekday.is_some() {
                return Err(RuleError::Nested);
            }
            rule.validate_one()?;
        }
        Ok(())
    }

    /// Whether this rule or one for a weekday counts from the start of a vacation.
    #[must_use]
    pub fn needs_period(&self) -> bool {
        self.anchor == Anchor::PeriodStart
            || self.weekday_rules().any(|rule| rule.anchor == Anchor::PeriodStart)
    }

    /// Whether this rule or one for a weekday counts days of this kind.
    #[must_use]
    pub fn counts(&self, kind: DayKind) -> bool {
        let counts = |rule: &Self| matches!(rule.offset, Some(Offset::Days { count, .. }) if count == kind);
        counts(self) || self.weekday_rules().any(counts)
    }

    fn weekday_rules(&self) -> impl Iterator<Item = &Self> {
        Weekday::ALL.into_iter().filter_map(|weekday| self.by_weekday.as_ref()?.get(weekday))
    }

    fn validate_one(&self) -> Result<(), RuleError> {
        let Some(offset) = &self.offset else {
            return match self.anchor {
                Anchor::Fixed(_) if self.time.is_none() => Ok(()),
                Anchor::Fixed(_) => Err(RuleError::FixedWithMore),
                Anchor::ServiceDay | Anchor::PeriodStart => Err(RuleError::OffsetMissing),
            };
        };
        if matches!(self.anchor, Anchor::Fixed(_)) {
            return Err(RuleError::FixedWithMore);
        }
        if self.time.is_some() && matches!(offset, Offset::ClearDays { .. } | Offset::Hours { .. }) {
            return Err(RuleError::TimeBesideOffset);
        }
        let (within, field, range) = match *offset {
            Offset::Days { n, .. } | Offset::ClearDays { n } => (n <= 366, "n", "0 to 366"),
            Offset::Hours { n } => (n <= 8784, "n", "0 to 8784"),
            Offset::Weekday { weeks_before, .. } => (weeks_before <= 53, "weeks_before", "0 to 53"),
            Offset::DayOfMonth { day, .. } if !(1..=31).contains(&day) => (false, "day", "1 to 31"),
            Offset::DayOfMonth { months_before, .. } => (months_before <= 24, "months_before", "0 to 24"),
        };
        if within { Ok(()) } else { Err(RuleError::OutOfRange { field, range }) }
    }
}
