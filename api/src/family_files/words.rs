//! What staff write: to a family, or in a note.

use shared::text::visible;

use crate::error::Error;

/// Longest word to a family, in characters.
const MAX_WORDS: usize = 1_000;

/// As it is kept, without blanks around it and without characters that nobody sees; may be empty.
///
/// # Errors
///
/// [`Error::InvalidValue`] when it is too long or has control characters besides line ends.
pub(super) fn words(field: &str, text: &str) -> Result<String, Error> {
    at_most(field, text, MAX_WORDS)
}

/// The same, not empty.
///
/// # Errors
///
/// As [`words`], and when it is empty.
pub(super) fn required(field: &str, text: &str) -> Result<String, Error> {
    let text = words(field, text)?;
    if text.is_empty() { Err(Error::invalid(field, "empty", "say why")) } else { Ok(text) }
}

/// As it is kept, at most that long.
///
/// # Errors
///
/// As [`words`].
pub(super) fn at_most(field: &str, text: &str, longest: usize) -> Result<String, Error> {
    let text = visible(text).replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(Error::invalid(field, "too_long", format!("at most {longest} characters")));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Error::invalid(field, "invalid_characters", "no control characters"));
    }
    Ok(text.to_owned())
}
