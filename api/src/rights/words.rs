//! What somebody writes, checked.

use crate::error::Error;

/// Longest message or reason, in characters.
const MOST: usize = 1_000;

/// Words without blanks around them.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `too_long`, `invalid_characters`.
pub(super) fn words(field: &str, text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().count() > MOST {
        return Err(Error::invalid(field, "too_long", format!("at most {MOST} characters")));
    }
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(Error::invalid(field, "invalid_characters", "no control characters"));
    }
    Ok(text.to_owned())
}
