//! The instant of every decision in the browser: the server's clock, not the one of this device.
//!
//! Answers that depend on time carry the server's instant; [`Clock::correct`] keeps the difference.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// The corrected clock; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Clock {
    /// Milliseconds to add to the clock of this device.
    offset: RwSignal<f64>,
}

impl Clock {
    /// Trusts this device until an answer says better.
    #[must_use]
    pub fn new() -> Self {
        Self { offset: RwSignal::new(0.0) }
    }

    /// Takes the instant of an answer just received, in milliseconds since 1970.
    pub fn correct(self, server_millis: i64) {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53 until the year 287396")]
        let offset = server_millis as f64 - js_sys::Date::now();
        self.offset.set(offset);
    }

    /// The server's instant now, in milliseconds since 1970. Follows corrections, not the passing of time.
    #[must_use]
    pub fn now_millis(self) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds of this millennium fit")]
        let millis = (js_sys::Date::now() + self.offset.get()) as i64;
        millis
    }

    /// The server's instant now. Follows corrections, not the passing of time.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.now_millis()).unwrap_or_default()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

/// The corrected clock, inside any component.
#[must_use]
pub fn use_clock() -> Clock {
    expect_context()
}
