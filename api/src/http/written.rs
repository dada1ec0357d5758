//! Texts of requests.

use shared::text::{Lines, written};

use crate::error::Error;

/// A text of a request as it is kept; may be empty.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `field` is `too_long` or has `invalid_characters`.
pub fn text(field: &str, given: &str, lines: Lines, most: usize) -> Result<String, Error> {
    written(given, lines, most).map_err(|fault| {
        let detail = format!("at most {most} characters, none of them for controlling machines");
        Error::invalid(field, fault.code(), detail)
    })
}

/// The same, not empty.
///
/// # Errors
///
/// As [`text`], and when it is `empty`.
pub fn required_text(field: &str, given: &str, lines: Lines, most: usize) -> Result<String, Error> {
    let text = text(field, given, lines, most)?;
    if text.is_empty() { Err(Error::invalid(field, "empty", "at least one character")) } else { Ok(text) }
}
