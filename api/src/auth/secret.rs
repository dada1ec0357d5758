//! Secrets that somebody brings back: in a cookie, in the link of a mail. The database holds their hashes only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::digest::sha256_hex;

/// A secret of 256 random bits.
pub struct Secret(String);

impl Secret {
    /// A fresh one.
    #[must_use]
    pub fn generate() -> Self {
        let bytes: [u8; 32] = rand::random();
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// One that was brought.
    #[must_use]
    pub fn received(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// What the cookie or the link holds.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.0
    }

    /// What the database holds. A fast hash suffices for 256 random bits.
    #[must_use]
    pub fn hash(&self) -> String {
        sha256_hex(&self.0)
    }
}
