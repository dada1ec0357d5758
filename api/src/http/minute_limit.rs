//! Counting what somebody asks for in a minute.
//!
//! Counted in memory, by each replica for itself: several let through as many times more, and a replica that starts has
//! counted nothing. What must be exact, failed sign-ins, is counted in the database.

use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};
use chrono::{DateTime, TimeDelta, Utc};
use hashlink::LruCache;

use crate::error::Error;

/// Over how long requests are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// How many are counted at the same time; the one that has been quiet longest is forgotten first.
const MOST_KEYS: usize = 10_000;

/// What is left to somebody, as the IETF's draft writes it (draft-ietf-httpapi-ratelimit-headers).
const LEFT: HeaderName = HeaderName::from_static("ratelimit");
/// What somebody has in all, as the same draft writes it.
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The requests of one since one of them.
struct Count {
    since: DateTime<Utc>,
    requests: u32,
}

/// Counts requests by whose they are: an address, an account.
pub struct MinuteLimit<K> {
    name: &'static str,
    per_minute: u32,
    counts: Mutex<LruCache<K, Count>>,
}

/// What is left of a limit to whoever asks; kept with the request, and told in its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quota {
    name: &'static str,
    per_minute: u32,
    left: u32,
    until_more: Duration,
}

impl<K: Eq + Hash> MinuteLimit<K> {
    /// That lets so many through in a minute. The name, of letters and `_`, tells it from others in headers.
    #[must_use]
    pub fn new(name: &'static str, per_minute: u32) -> Self {
        Self { name, per_minute, counts: Mutex::new(LruCache::new(MOST_KEYS)) }
    }

    /// Counts a request and lets it pass while there are few. Its answer tells what is left.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time until the minute is over.
    pub fn pass(&self, request: &HttpRequest, whose: K, now: DateTime<Utc>) -> Result<(), Error> {
        let (quota, passes) = self.count(whose, now);
        let retry_after = quota.until_more;
        request.extensions_mut().insert(quota);
        if passes { Ok(()) } else { Err(Error::TooManyAttempts { retry_after }) }
    }

    fn count(&self, whose: K, now: DateTime<Utc>) -> (Quota, bool) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts
            .entry(whose)
            .and_modify(|count| {
                // a demonstration's clock may have been put back
                if now < count.since || count.since + WINDOW <= now {
                    *count = Count { since: now, requests: 0 };
                }
            })
            .or_insert(Count { since: now, requests: 0 });
        let passes = count.requests < self.per_minute;
        count.requests += u32::from(passes);
        let left = self.per_minute.saturating_sub(count.requests);
        let until_more = (count.since + WINDOW - now).to_std().unwrap_or_default();
        (Quota { name: self.name, per_minute: self.per_minute, left, until_more }, passes)
    }
}

impl Quota {
    /// Writes it into the headers of the answer.
    pub(super) fn tell(&self, answer: &mut HeaderMap) {
        let Self { name, per_minute, left, until_more } = self;
        // rounded up, as `Retry-After` is: coming back at the second told must work
        let seconds = until_more.as_secs() + u64::from(until_more.subsec_nanos() > 0);
        let window = WINDOW.num_seconds();
        for (header, value) in [
            (POLICY, format!("\"{name}\";q={per_minute};w={window}")),
            (LEFT, format!("\"{name}\";r={left};t={seconds}")),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                answer.insert(header, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_minute_of_its_own() {
        let limit = MinuteLimit::new("test", 2);
        let now = DateTime::UNIX_EPOCH;
        let counted = |whose, now| {
            let (Quota { left, until_more, .. }, passes) = limit.count(whose, now);
            (passes, left, until_more.as_secs())
        };
        assert_eq!(counted("one", now), (true, 1, 60));
        assert_eq!(counted("one", now + TimeDelta::seconds(20)), (true, 0, 40));
        assert_eq!(counted("one", now + TimeDelta::seconds(20)), (false, 0, 40));
        assert_eq!(counted("other", now), (true, 1, 60), "others are not held up");
        assert_eq!(counted("one", now + WINDOW), (true, 1, 60), "the minute is over");
        assert_eq!(counted("one", now), (true, 1, 60), "a clock that is put back locks nobody out");
    }

    #[test]
    fn what_is_left_is_told_as_the_draft_writes_it() {
        let mut headers = HeaderMap::new();
        let until_more = Duration::from_millis(12_001);
        Quota { name: "sign_ins", per_minute: 60, left: 59, until_more }.tell(&mut headers);
        let told = |name: &str| headers.get(name).unwrap().to_str().unwrap();
        assert_eq!(told("RateLimit-Policy"), r#""sign_ins";q=60;w=60"#);
        assert_eq!(told("RateLimit"), r#""sign_ins";r=59;t=13"#);
    }
}
