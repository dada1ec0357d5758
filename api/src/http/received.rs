//! When, from where and under which id a request was received.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono::{DateTime, Utc};
use tracing_actix_web::RequestId;

use crate::clock::Clock;
use crate::config::Config;
use crate::error::Error;

/// The receipt of a request; `at` decides every deadline in it.
#[derive(Clone, Debug)]
pub struct Received {
    /// The instant of the request, read from the clock once.
    pub at: DateTime<Utc>,
    /// Under which id the log, the answer and the history know the request.
    pub request_id: String,
}

impl Received {
    pub(super) fn of(request: &ServiceRequest) -> Result<Self, Error> {
        let clock = request.app_data::<web::Data<Clock>>().ok_or_else(|| Error::internal("no clock"))?;
        let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        Ok(Self { at: clock.now(), request_id })
    }
}

impl FromRequest for Received {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or_else(|| Error::internal("no receipt")))
    }
}

/// The address a request came from: the peer's, or, when the peer is a trusted proxy, the one it vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The one a request came from.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Error> {
        let trusted = request
            .app_data::<web::Data<Config>>()
            .map(|config| config.http.trusted_proxies.as_slice())
            .unwrap_or_default();
        let Some(peer) = request.peer_addr().map(|peer| peer.ip()) else {
            return Err(Error::internal("no peer address"));
        };
        let forwarded: Vec<&str> = request
            .headers()
            .get_all("x-forwarded-for")
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        Ok(Self(vouched(peer, &forwarded, trusted)))
    }
}

impl FromRequest for ClientAddress {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

/// The nearest address that is no trusted proxy; what stands further from us anybody may have written.
fn vouched(peer: IpAddr, forwarded: &[&str], trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    for hop in forwarded.iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(next) = hop.trim().parse() else { break };
        address = next;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let (peer, proxy) = (ip("10.0.0.9"), ip("10.0.0.1"));
        assert_eq!(vouched(peer, &["1.1.1.1"], &[proxy]), peer);
        assert_eq!(vouched(proxy, &["6.6.6.6", "1.1.1.1"], &[proxy]), ip("1.1.1.1"));
        assert_eq!(vouched(proxy, &["6.6.6.6", "1.1.1.1", "10.0.0.1"], &[proxy]), ip("1.1.1.1"));
        assert_eq!(vouched(proxy, &["garbage"], &[proxy]), proxy);
        assert_eq!(vouched(proxy, &[], &[proxy]), proxy);
    }
}
