//! How many requests a client address may make of one kind, where an answer costs work or others something.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};

use super::{ClientAddress, MinuteLimit};
use crate::error::Error;

/// Counts by client address.
pub struct ClientLimit(MinuteLimit<IpAddr>);

impl ClientLimit {
    /// That lets so many through in a minute; the name as for [`MinuteLimit::new`].
    #[must_use]
    pub fn new(name: &'static str, per_minute: u32) -> Self {
        Self(MinuteLimit::new(name, per_minute))
    }

    /// Counts a request and lets it pass while there are few. Its answer tells what is left.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time until the minute is over.
    pub fn pass(&self, request: &HttpRequest, now: DateTime<Utc>) -> Result<(), Error> {
        self.0.pass(request, network(ClientAddress::of(request)?.0), now)
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

    #[test]
    fn a_network_of_one_client_counts_as_one() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8:1:1::1"), of("2001:db8:1:1::2"));
        assert_ne!(of("2001:db8:1:1::1"), of("2001:db8:1:2::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"), "the same written otherwise");
    }
}
