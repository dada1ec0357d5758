//! How many requests a client address may make of one kind, where an answer costs others something. Counted in memory: by
//! each replica for itself, so several let through as many times more.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use hashlink::LruCache;

use super::ClientAddress;
use crate::error::Error;

/// Over how long requests are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// Client addresses counted at the same time; the one that has been quiet longest is forgotten first.
const MOST_ADDRESSES: usize = 10_000;

/// The requests of an address since one of them.
struct Count {
    since: DateTime<Utc>,
    requests: u32,
}

/// Counts by client address.
pub struct ClientLimit {
    per_minute: u32,
    counts: Mutex<LruCache<IpAddr, Count>>,
}

impl ClientLimit {
    /// That lets so many through in a minute.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self { per_minute, counts: Mutex::new(LruCache::new(MOST_ADDRESSES)) }
    }

    /// Counts a request and lets it pass while there are few.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time until the minute is over.
    pub fn pass(&self, address: ClientAddress, now: DateTime<Utc>) -> Result<(), Error> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts
            .entry(network(address.0))
            .and_modify(|count| {
                if now < count.since || count.since + WINDOW <= now {
                    *count = Count { since: now, requests: 0 };
                }
            })
            .or_insert(Count { since: now, requests: 0 });
        if count.requests >= self.per_minute {
            let retry_after = (count.since + WINDOW - now).to_std().unwrap_or_default();
            return Err(Error::TooManyAttempts { retry_after });
        }
        count.requests += 1;
        Ok(())
    }
}

/// What one client has of addresses: one of IPv4, a whole network of IPv6, from which it may take another each time.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> ClientAddress {
        ClientAddress(address.parse().unwrap())
    }

    #[test]
    fn each_client_has_a_minute_of_its_own() {
        let limit = ClientLimit::new(2);
        let now = DateTime::UNIX_EPOCH;
        let (one, other) = (from("192.0.2.1"), from("192.0.2.2"));
        assert!(limit.pass(one, now).is_ok());
        assert!(limit.pass(one, now + TimeDelta::seconds(20)).is_ok());
        let refused = limit.pass(one, now + TimeDelta::seconds(20)).unwrap_err();
        assert_eq!(refused.retry_after(), Some(40));
        assert!(limit.pass(other, now).is_ok(), "others are not held up");
        assert!(limit.pass(one, now + WINDOW).is_ok(), "the minute is over");
    }

    #[test]
    fn a_network_of_one_client_counts_as_one() {
        let limit = ClientLimit::new(1);
        let now = DateTime::UNIX_EPOCH;
        assert!(limit.pass(from("2001:db8:1:1::1"), now).is_ok());
        assert!(limit.pass(from("2001:db8:1:1::2"), now).is_err());
        assert!(limit.pass(from("2001:db8:1:2::1"), now).is_ok());
        assert!(limit.pass(from("192.0.2.1"), now).is_ok());
        assert!(limit.pass(from("::ffff:192.0.2.1"), now).is_err(), "the same written otherwise");
    }
}
