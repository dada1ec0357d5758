//! What somebody writes with a request to erase, or with the answer to it.

use shared::limits::MAX_REASON;
use shared::text::Lines;

use crate::error::Error;
use crate::http::text;

/// As it is kept; may be empty.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `too_long`, `invalid_characters`.
pub(super) fn words(field: &str, given: &str) -> Result<String, Error> {
    text(field, given, Lines::Many, MAX_REASON)
}
