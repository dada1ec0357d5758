//! What staff write to a family.

use shared::limits::MAX_REASON;
use shared::text::Lines;

use crate::error::Error;
use crate::http::{required_text, text};

/// As it is kept; may be empty.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `too_long`, `invalid_characters`.
pub(super) fn words(field: &str, given: &str) -> Result<String, Error> {
    text(field, given, Lines::Many, MAX_REASON)
}

/// The same, not empty.
///
/// # Errors
///
/// As [`words`], and when it is `empty`.
pub(super) fn required(field: &str, given: &str) -> Result<String, Error> {
    required_text(field, given, Lines::Many, MAX_REASON)
}
