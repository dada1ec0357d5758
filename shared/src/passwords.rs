//! What a password must be: long enough and hard to guess, nothing else. No kind of character is demanded.
//!
//! Source: CNIL, délibération n° 2022-100 of 21 July 2022 (a password alone: at least 12 characters, and a list of
//! passwords that are refused); NIST SP 800-63B-4, 3.1.1.2, for what is not asked.

use serde::{Deserialize, Serialize};

/// The fewest characters a password has.
pub const MIN_LENGTH: usize = 12;
/// The most characters a password has; longer ones would only make the server work.
pub const MAX_LENGTH: usize = 200;

/// How hard a password is to guess: after how many guesses, by the estimate of zxcvbn, it would be found.
///
/// The scale of zxcvbn itself calls a common word with a year and two signs strong (three parts count as a hundred million
/// guesses, whatever they are); ours asks for ten times that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Fewer than 1,000 guesses.
    VeryWeak,
    /// Fewer than a million.
    Weak,
    /// Fewer than a thousand million: a throttled server only just holds.
    Fair,
    /// Fewer than a million million.
    Strong,
    /// More.
    VeryStrong,
}

impl Strength {
    /// All of them, weakest first.
    pub const ALL: [Self; 5] = [Self::VeryWeak, Self::Weak, Self::Fair, Self::Strong, Self::VeryStrong];

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::VeryWeak => "very_weak",
            Self::Weak => "weak",
            Self::Fair => "fair",
            Self::Strong => "strong",
            Self::VeryStrong => "very_strong",
        }
    }

    /// The strength of a password that so many guesses find.
    #[must_use]
    pub const fn of_guesses(guesses: u64) -> Self {
        match guesses {
            0..1_000 => Self::VeryWeak,
            1_000..1_000_000 => Self::Weak,
            1_000_000..1_000_000_000 => Self::Fair,
            1_000_000_000..1_000_000_000_000 => Self::Strong,
            1_000_000_000_000.. => Self::VeryStrong,
        }
    }

    /// Whether a password of this strength is taken.
    #[must_use]
    pub fn suffices(self) -> bool {
        self >= Self::Strong
    }
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordFault {
    /// Fewer than [`MIN_LENGTH`] characters.
    TooShort,
    /// More than [`MAX_LENGTH`] characters.
    TooLong,
    /// On lists of common passwords, made of the address or name it protects, or otherwise soon guessed.
    TooGuessable,
}

impl PasswordFault {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::TooShort, Self::TooLong, Self::TooGuessable];

    /// The fault of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::TooGuessable => "too_guessable",
        }
    }
}

/// What is wrong with a password of a strength, if anything. A browser that does not know the strength judges the length
/// alone.
#[must_use]
pub fn password_fault(password: &str, strength: Option<Strength>) -> Option<PasswordFault> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        Some(PasswordFault::TooShort)
    } else if length > MAX_LENGTH {
        Some(PasswordFault::TooLong)
    } else {
        strength.filter(|strength| !strength.suffices()).map(|_| PasswordFault::TooGuessable)
    }
}
