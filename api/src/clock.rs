//! The injected clock: the only place that reads the time. Tests set it, `--at` shifts it.
//!
//! A request reads it once, at receipt (see [`crate::http::Received`]), and that instant decides everything in it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Where instants and identifiers come from; clones share both.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    source: Source,
    /// Keeps identifiers of one millisecond in the order of their making.
    ids: Mutex<ContextV7>,
}

enum Source {
    /// The machine's clock, shifted.
    Running(TimeDelta),
    /// Stands still until it is set.
    Set(Mutex<DateTime<Utc>>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::new(Source::Running(TimeDelta::zero()))
    }

    /// A clock that shows `start` now and runs on from there.
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self::new(Source::Running(start - machine_now()))
    }

    /// A clock that stands still at `at` until [`Clock::set`] moves it: for tests.
    #[must_use]
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Self::new(Source::Set(Mutex::new(at)))
    }

    fn new(source: Source) -> Self {
        Self(Arc::new(Inner { source, ids: Mutex::new(ContextV7::new()) }))
    }

    /// The present instant, in whole microseconds, which both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0.source {
            Source::Running(shift) => machine_now() + *shift,
            Source::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.trunc_subsecs(6)
    }

    /// Moves a standing clock, also backwards. A running one is left alone and the answer is `false`.
    pub fn set(&self, at: DateTime<Utc>) -> bool {
        match &self.0.source {
            Source::Running(_) => false,
            Source::Set(shown) => {
                *shown.lock().unwrap_or_else(PoisonError::into_inner) = at;
                true
            }
        }
    }

    /// A new `UUIDv7` of the instant `now`, ordered after those made before in its millisecond.
    #[must_use]
    pub fn new_id(&self, now: DateTime<Utc>) -> Uuid {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let ids = self.0.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*ids, seconds, now.timestamp_subsec_nanos()))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_now() -> DateTime<Utc> {
    SystemTime::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_running_clock_starts_where_it_is_told() {
        let start = at("2027-04-03T16:59:30Z");
        let now = Clock::starting_at(start).now();
        assert!(now >= start && now < start + TimeDelta::seconds(30), "{now}");
    }

    #[test]
    fn instants_have_whole_microseconds() {
        let clock = Clock::standing_at(at("2027-04-03T16:59:30.123456789Z"));
        assert_eq!(clock.now(), at("2027-04-03T16:59:30.123456Z"));
        assert!(clock.set(at("2027-01-01T00:00:00Z")));
        assert_eq!(clock.now(), at("2027-01-01T00:00:00Z"));
    }

    #[test]
    fn identifiers_are_ordered_and_carry_the_instant() {
        let now = at("2027-04-03T16:59:30.123Z");
        let clock = Clock::standing_at(now);
        let ids: Vec<_> = (0..5_000).map(|_| clock.new_id(now)).collect();
        assert!(ids.is_sorted());
        let (seconds, _) = ids[0].get_timestamp().unwrap().to_unix();
        assert_eq!(i64::try_from(seconds).unwrap(), now.timestamp());
    }
}
