//! Texts an organisation writes itself, in the languages it writes them; what of a text nobody sees.

use serde::{Deserialize, Serialize};

use crate::catalogue::Language;

/// A name or sentence of the organisation: French always, English when it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English; the French text stands in where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::En, Some(english)) => english,
            _ => &self.fr,
        }
    }
}

/// Whether a character shows nothing and ends lines, turns the reading direction or hides in words: controls, marks and
/// overrides of direction, spaces without width, invisible operators.
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text without what nobody sees in it, control characters aside: those are for the caller to judge.
///
/// Joiners between two letters stay, as Persian and Indian names and composed signs are written with them; so letters keep
/// their direction, which is their own.
#[must_use]
pub fn visible(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_seen = |index: usize| {
        letters.get(index).is_some_and(|letter| !letter.is_whitespace() && !is_invisible(*letter))
    };
    let stays = |index: usize, letter: char| match letter {
        '\u{200c}' | '\u{200d}' => index.checked_sub(1).is_some_and(is_seen) && is_seen(index + 1),
        _ => letter.is_control() || !is_invisible(letter),
    };
    letters
        .iter()
        .enumerate()
        .filter(|(index, letter)| stays(*index, **letter))
        .map(|(_, letter)| *letter)
        .collect()
}

/// How a text may be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// On one line.
    One,
    /// On as many as it needs; tabs are welcome too.
    Many,
}

/// What is wrong with a text that somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// More characters than may be.
    TooLong,
    /// Control characters.
    InvalidCharacters,
}

impl TextFault {
    /// The code written in problems.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::InvalidCharacters => "invalid_characters",
        }
    }
}

/// A text as it is kept: without what nobody sees, without blanks around it, its lines ended as both databases and mails keep
/// them. May be empty.
///
/// # Errors
///
/// It has more than `most` characters, or control characters.
pub fn written(text: &str, lines: Lines, most: usize) -> Result<String, TextFault> {
    let text = visible(text).replace("\r\n", "\n");
    let text = text.trim();
    let is_layout = |letter: char| lines == Lines::Many && matches!(letter, '\n' | '\t');
    if text.chars().count() > most {
        Err(TextFault::TooLong)
    } else if text.chars().any(|letter| letter.is_control() && !is_layout(letter)) {
        Err(TextFault::InvalidCharacters)
    } else {
        Ok(text.to_owned())
    }
}

/// Whether a letter is in one of the blocks that Unicode keeps for scripts read from right to left.
const fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A text to stand among others: between marks that keep its direction to itself, where it has letters read from right to
/// left. Whoever copies it back into a field copies marks that [`visible`] takes out.
#[must_use]
pub fn isolated(text: &str) -> String {
    if text.contains(is_right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_text_is_kept_tidy() {
        let kept = |text: &str, lines| written(text, lines, 5);
        assert_eq!(kept(" a\u{200b}b ", Lines::One).as_deref(), Ok("ab"));
        assert_eq!(kept("a\r\n\tb\n", Lines::Many).as_deref(), Ok("a\n\tb"));
        assert_eq!(kept("a\nb", Lines::One), Err(TextFault::InvalidCharacters));
        assert_eq!(kept("a\u{7}b", Lines::Many), Err(TextFault::InvalidCharacters));
        assert_eq!(
            kept("  ééééé  ", Lines::One).as_deref(),
            Ok("ééééé"),
            "characters are counted, not bytes"
        );
        assert_eq!(kept("abcdef", Lines::Many), Err(TextFault::TooLong));
        assert_eq!(kept("  ", Lines::One).as_deref(), Ok(""));
    }

    #[test]
    fn only_what_is_read_from_right_to_left_is_set_apart() {
        for same in ["Zoé d’Alès", "王小明", "Владимир", "Ελένη", "7 rue Haute, 55190"] {
            assert_eq!(isolated(same), same);
        }
        for name in ["בן-דוד", "محمد علي", "Zoé בן-דוד", "ܝܘܣܦ"] {
            let apart = isolated(name);
            assert_eq!(apart, format!("\u{2068}{name}\u{2069}"));
            assert_eq!(visible(&apart), name);
        }
    }

    #[test]
    fn what_nobody_sees_goes_and_names_stay() {
        for (text, expected) in [
            ("\u{200b}", ""),
            ("Le\u{202e}aeL", "LeaeL"),
            ("\u{202a}06 12 34 56 78\u{202c}", "06 12 34 56 78"),
            ("\u{feff}Zoé d’Août-Ÿ", "Zoé d’Août-Ÿ"),
            ("شهادة\u{200f}", "شهادة"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("\u{200d}Nina \u{200c} Roux\u{200d}", "Nina  Roux"),
            ("deux\nlignes\0", "deux\nlignes\0"),
        ] {
            assert_eq!(visible(text), expected, "{text:?}");
        }
    }
}
