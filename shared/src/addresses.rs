//! Searching for an address that is being typed: what makes a search, for the browser that asks and the server that
//! answers.

use crate::text::visible;

/// Fewer characters fit everything.
const SHORTEST: usize = 3;
/// Most characters: those of the field it is typed into.
const LONGEST: usize = 100;

/// Why a text makes no search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFault {
    /// Fewer than 3 characters, from the first letter or number on.
    TooShort,
    /// More than 100 characters.
    TooLong,
    /// Control characters.
    InvalidCharacters,
}

impl SearchFault {
    /// The code written in problems.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::InvalidCharacters => "invalid_characters",
        }
    }
}

/// What was typed, as it is searched for: without what nobody sees, one blank between words, from the first letter or
/// number on, as geocoders ask.
///
/// # Errors
///
/// Why it makes no search.
pub fn searchable(typed: &str) -> Result<String, SearchFault> {
    if typed.chars().count() > LONGEST {
        return Err(SearchFault::TooLong);
    }
    if typed.chars().any(char::is_control) {
        return Err(SearchFault::InvalidCharacters);
    }
    let words = visible(typed).split_whitespace().collect::<Vec<_>>().join(" ");
    let searched = words.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if searched.chars().count() < SHORTEST {
        return Err(SearchFault::TooShort);
    }
    Ok(searched.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_searched_for_as_geocoders_ask() {
        let long = "é".repeat(LONGEST + 1);
        for (typed, searched) in [
            ("3 rue", Ok("3 rue")),
            ("3 r", Ok("3 r")),
            ("  3   rue\u{a0}des  Vignes ", Ok("3 rue des Vignes")),
            ("’Été", Ok("Été")),
            ("\u{202e}3 rue", Ok("3 rue")),
            ("", Err(SearchFault::TooShort)),
            (" 3 ", Err(SearchFault::TooShort)),
            ("«3»", Err(SearchFault::TooShort)),
            ("3\u{200b}\u{200b}", Err(SearchFault::TooShort)),
            ("3 rue\n", Err(SearchFault::InvalidCharacters)),
            (long.as_str(), Err(SearchFault::TooLong)),
        ] {
            assert_eq!(searchable(typed), searched.map(str::to_owned), "{typed:?}");
        }
        assert!(searchable(&"é".repeat(LONGEST)).is_ok());
    }
}
