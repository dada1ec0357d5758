//! The geocoder that completes addresses, if there is one.

use std::net::IpAddr;

use anyhow::{Context, ensure};
use reqwest::Url;
use serde::{Deserialize, Serialize};

/// Endings of host names that no public name has.
const OWN_ENDINGS: [&str; 4] = [".internal", ".local", ".lan", ".home.arpa"];

/// What completes addresses while they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GeocoderConfig {
    /// Where an Addok-compatible service answers `GET {url}/search?q=…`; none: addresses are typed freely.
    pub url: Option<String>,
    /// The middle of the territory, `48.56,5.47`: addresses near it come first.
    pub near: Option<String>,
    /// How long its answer is waited for.
    pub timeout_milliseconds: u64,
    /// Calls of one process that are under way at the same time.
    pub concurrent_calls: usize,
    /// Searches that one client address may make in a minute, of one process.
    pub searches_per_minute: u32,
}

impl Default for GeocoderConfig {
    fn default() -> Self {
        Self {
            url: None,
            near: None,
            timeout_milliseconds: 1_500,
            concurrent_calls: 8,
            searches_per_minute: 120,
        }
    }
}

/// Where to search, as read from the settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Geocoding {
    /// The address of the search, without its query.
    pub search: Url,
    /// Latitude and longitude, as written.
    pub near: Option<(String, String)>,
}

impl GeocoderConfig {
    fn address(&self) -> Option<&str> {
        // a variable that is set to nothing sets nothing
        self.url.as_deref().map(str::trim).filter(|url| !url.is_empty())
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        self.address().is_some()
    }

    /// Who learns what is typed, by the name of the host; empty without one.
    #[must_use]
    pub fn host(&self) -> String {
        let geocoding = self.geocoding().ok().flatten();
        geocoding.and_then(|it| it.search.host_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Where to search; none where addresses are typed freely.
    ///
    /// # Errors
    ///
    /// Names the setting at fault.
    pub fn geocoding(&self) -> anyhow::Result<Option<Geocoding>> {
        let Some(address) = self.address() else { return Ok(None) };
        let search = [address.trim_end_matches('/'), "/search"].concat();
        let search = Url::parse(&search).context("geocoder.url")?;
        ensure!(
            search.scheme() == "https" || (search.scheme() == "http" && is_own(&search)),
            "geocoder.url: must start with https://, or with http:// on this machine or a network of your own"
        );
        ensure!(
            search.query().is_none() && search.fragment().is_none(),
            "geocoder.url: must have no ? and no #, the search is added to it"
        );
        Ok(Some(Geocoding { search, near: self.place()? }))
    }

    fn place(&self) -> anyhow::Result<Option<(String, String)>> {
        let Some(near) = self.near.as_deref().filter(|near| !near.trim().is_empty()) else { return Ok(None) };
        let read = |text: &str, most: f64| {
            let text = text.trim();
            text.parse::<f64>().ok().filter(|it| it.abs() <= most).map(|_| text.to_owned())
        };
        let place = near
            .split_once(',')
            .and_then(|(latitude, longitude)| Some((read(latitude, 90.0)?, read(longitude, 180.0)?)));
        place.map(Some).context("geocoder.near: latitude and longitude in degrees, such as 48.56,5.47")
    }

    /// Refuses settings that make no sense.
    ///
    /// # Errors
    ///
    /// Names the setting at fault.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        self.geocoding()?;
        ensure!(self.timeout_milliseconds >= 1, "geocoder.timeout_milliseconds: at least 1");
        ensure!(self.concurrent_calls >= 1, "geocoder.concurrent_calls: at least 1");
        ensure!(self.searches_per_minute >= 1, "geocoder.searches_per_minute: at least 1");
        Ok(())
    }
}

/// Whether a host is this machine or on a network of one's own, by its name or address.
fn is_own(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_private(),
        Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
        // names without a dot are those of containers and of the hosts file
        Err(_) => !host.contains('.') || OWN_ENDINGS.iter().any(|ending| host.ends_with(ending)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> GeocoderConfig {
        GeocoderConfig { url: Some(url.to_owned()), ..GeocoderConfig::default() }
    }

    #[test]
    fn what_is_typed_travels_encrypted_or_on_a_network_of_ones_own() {
        for (url, search) in [
            ("https://data.geopf.fr/geocodage", "https://data.geopf.fr/geocodage/search"),
            ("https://data.geopf.fr/geocodage/", "https://data.geopf.fr/geocodage/search"),
            ("http://127.0.0.1:7878", "http://127.0.0.1:7878/search"),
            ("http://[::1]:7878", "http://[::1]:7878/search"),
            ("http://addok:7878", "http://addok:7878/search"),
            ("http://10.1.2.3", "http://10.1.2.3/search"),
            ("http://addok.commune.internal", "http://addok.commune.internal/search"),
        ] {
            at(url).check().unwrap();
            assert_eq!(at(url).geocoding().unwrap().unwrap().search.as_str(), search);
        }
        for url in [
            "http://data.geopf.fr/geocodage",
            "http://8.8.8.8",
            "ftp://127.0.0.1",
            "data.geopf.fr",
            "https://data.geopf.fr/geocodage?key=1",
        ] {
            let refused = at(url).check().unwrap_err();
            assert!(format!("{refused:#}").contains("geocoder.url"), "{url}: {refused:#}");
        }
    }

    #[test]
    fn nothing_is_no_geocoder() {
        assert!(!GeocoderConfig::default().is_configured());
        assert!(!at(" ").is_configured());
        assert_eq!(at("").geocoding().unwrap(), None);
    }

    #[test]
    fn a_place_is_two_numbers() {
        let near = |near: &str| GeocoderConfig { near: Some(near.to_owned()), ..at("https://example.org") };
        let place = near("48.56, 5.47").geocoding().unwrap().unwrap().near;
        assert_eq!(place, Some(("48.56".to_owned(), "5.47".to_owned())));
        assert_eq!(near("").geocoding().unwrap().unwrap().near, None);
        for wrong in ["48.56", "Bar-le-Duc", "91,0", "0,181", "NaN,0", "1,2,3"] {
            let refused = near(wrong).check().unwrap_err();
            assert!(format!("{refused:#}").contains("geocoder.near"), "{wrong}: {refused:#}");
        }
    }

    #[test]
    fn limits_let_something_through() {
        for (name, wrong) in [
            ("timeout_milliseconds", GeocoderConfig { timeout_milliseconds: 0, ..Default::default() }),
            ("concurrent_calls", GeocoderConfig { concurrent_calls: 0, ..Default::default() }),
            ("searches_per_minute", GeocoderConfig { searches_per_minute: 0, ..Default::default() }),
        ] {
            assert!(wrong.check().unwrap_err().to_string().contains(name), "{name}");
        }
    }
}
