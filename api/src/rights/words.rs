//! What somebody writes with a request to erase, or with the answer to it.

use shared::text::Lines;

use crate::error::Error;
use crate::http::text;

/// Longest message or reason, in characters.
const MOST: usize = 1_000;

/// As it is kept; may be empty.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `too_long`, `invalid_characters`.
pub(super) fn words(field: &str, given: &str) -> Result<String, Error> {
    text(field, given, Lines::Many, MOST)
}
