//! Secrets that somebody brings back: in a cookie, in the link of a mail. The database holds their hashes only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::digest::sha256_hex;

/// Letters and digits that are not taken for one another: 32, so that a byte maps evenly.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Random letters for people to copy, 5 bits each, in groups: `k7fq-2m9d-x4ta` for 3 of 4.
#[must_use]
pub fn readable(groups: usize, length: usize) -> String {
    let letter = |()| char::from(LETTERS[usize::from(rand::random::<u8>() % 32)]);
    let group = |()| std::iter::repeat_n((), length).map(letter).collect::<String>();
    std::iter::repeat_n((), groups).map(group).collect::<Vec<_>>().join("-")
}

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
