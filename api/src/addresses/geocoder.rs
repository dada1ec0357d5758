//! Asking the geocoder: an Addok-compatible service, such as the one of the French *Géoplateforme* over the *Base Adresse
//! Nationale*. It is outside: late, wrong or gone, it must hold nothing up.

use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use reqwest::Client;
use reqwest::header::ACCEPT;
use reqwest::redirect::Policy;
use shared::wire::AddressSuggestions;
use tokio::sync::Semaphore;

use super::kept::KeptAnswers;
use super::reading;
use crate::config::{GeocoderConfig, Geocoding};
use crate::error::Error;
use crate::http::ClientLimit;

/// Addresses asked for, and given at most.
pub(super) const MOST_SUGGESTIONS: usize = 5;
/// The largest answer read; one with five addresses has about 4 KiB.
const LARGEST_ANSWER: usize = 256 * 1024;

/// The geocoder, if the operator names one.
pub struct Geocoder(Option<Upstream>);

/// One that is there.
pub(super) struct Upstream {
    http: Client,
    geocoding: Geocoding,
    timeout: Duration,
    calls: Semaphore,
    kept: KeptAnswers,
    /// Searches of each client.
    pub(super) limit: ClientLimit,
}

impl Geocoder {
    /// As the settings ask.
    ///
    /// # Errors
    ///
    /// When a setting is badly written, or certificates of this machine cannot be read.
    pub fn new(settings: &GeocoderConfig) -> anyhow::Result<Self> {
        let Some(geocoding) = settings.geocoding()? else { return Ok(Self(None)) };
        let http = Client::builder()
            .user_agent(concat!("Ribambelle/", env!("CARGO_PKG_VERSION")))
            // where it leads is not where the operator sends what families type
            .redirect(Policy::none())
            .build()
            .context("geocoder.url")?;
        Ok(Self(Some(Upstream {
            http,
            geocoding,
            timeout: Duration::from_millis(settings.timeout_milliseconds),
            calls: Semaphore::new(settings.concurrent_calls),
            kept: KeptAnswers::new(),
            limit: ClientLimit::new("address_searches", settings.searches_per_minute),
        })))
    }

    pub(super) fn upstream(&self) -> Option<&Upstream> {
        self.0.as_ref()
    }
}

impl Upstream {
    /// Addresses that fit.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] when the geocoder gives no good answer in time; the log says why, and not what was typed.
    pub(super) async fn search(&self, q: &str, now: DateTime<Utc>) -> Result<AddressSuggestions, Error> {
        if let Some(known) = self.kept.get(q, now) {
            return Ok(known);
        }
        let asked = async {
            // waiting for room counts too: whoever types does not wait longer than that
            let _room = self.calls.acquire().await.context("no room")?;
            self.fetch(q).await
        };
        let answer = match tokio::time::timeout(self.timeout, asked).await {
            Ok(answer) => answer,
            Err(_) => Err(anyhow::anyhow!("no answer within {} ms", self.timeout.as_millis())),
        };
        let read = answer.and_then(|answer| {
            // its words may hold what was typed
            reading::suggestions(&answer, now.date_naive()).map_err(|error| {
                anyhow::anyhow!("unreadable at line {}, column {}", error.line(), error.column())
            })
        });
        match read {
            Ok(suggestions) => {
                self.kept.keep(q, now, suggestions.clone());
                Ok(suggestions)
            }
            Err(reason) => {
                tracing::warn!(reason = format!("{reason:#}"), "the geocoder completes no addresses");
                Err(Error::Unavailable)
            }
        }
    }

    async fn fetch(&self, q: &str) -> anyhow::Result<Vec<u8>> {
        let limit = MOST_SUGGESTIONS.to_string();
        let mut query = vec![("q", q), ("limit", limit.as_str()), ("autocomplete", "1")];
        if let Some((latitude, longitude)) = &self.geocoding.near {
            query.extend([("lat", latitude.as_str()), ("lon", longitude.as_str())]);
        }
        let request = self.http.get(self.geocoding.search.clone()).query(&query);
        let request = request.header(ACCEPT, "application/geo+json, application/json");
        // errors carry the address, which holds what was typed
        let mut answer = request.send().await.map_err(reqwest::Error::without_url)?;
        anyhow::ensure!(answer.status().is_success(), "answered {}", answer.status().as_u16());
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            body.extend_from_slice(&piece);
            anyhow::ensure!(body.len() <= LARGEST_ANSWER, "answered more than {LARGEST_ANSWER} bytes");
        }
        Ok(body)
    }
}
