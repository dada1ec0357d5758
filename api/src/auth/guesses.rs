//! How hard a password is to guess: zxcvbn, which knows passwords in use, names, dates and keyboards, with the words that
//! whoever guesses here tries first.

use shared::passwords::{MAX_LENGTH, Strength};
use zxcvbn::zxcvbn;

/// French words that are in passwords more often than zxcvbn's English lists know, rows of French keyboards, and the words
/// of our trade: one a line.
const COMMON_WORDS: &str = include_str!("common_words.txt");
/// Shorter parts of an address or name say nothing.
const SHORTEST_WORD: usize = 3;

/// The most of a mail address or name that is looked at.
const LONGEST_WORDS: usize = 254;

/// How hard `password` is to guess for somebody who knows `words`: the mail address, the name of the organisation.
pub(super) fn strength_now(password: &str, words: &[String]) -> Strength {
    // `claire.martin@example.org`: whole, cut at the @, run together, and in parts
    let words: Vec<String> = words.iter().map(|word| word.chars().take(LONGEST_WORDS).collect()).collect();
    let halves = || words.iter().flat_map(|word| word.split('@'));
    let together = halves().map(|half| half.chars().filter(|letter| letter.is_alphanumeric()).collect());
    let parts = halves().flat_map(|half| half.split(|letter: char| !letter.is_alphanumeric()));
    let own = words.iter().cloned().chain(together).chain(halves().chain(parts).map(str::to_owned));
    let own: Vec<String> = own.collect();
    let known: Vec<&str> = own
        .iter()
        .map(String::as_str)
        .chain(COMMON_WORDS.lines())
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    let password: String = password.chars().take(MAX_LENGTH).collect();
    Strength::of_guesses(zxcvbn(&password, &known).guesses())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suffices(password: &str) -> bool {
        let words = ["claire.martin@example.org".to_owned(), "Communauté de communes".to_owned()];
        strength_now(password, &words).suffices()
    }

    #[test]
    fn what_people_try_first_does_not_suffice() {
        for bad in [
            "motdepasse123",
            "azertyuiopqsd",
            "Azertyuiop1!",
            "Marseille2024!",
            "123456789012",
            "aaaaaaaaaaaa",
            "claire.martin",
            "clairemartin1",
            "claire.martin@example.org",
            "portailfamille",
            "cantine2026!!",
            "password1234",
        ] {
            assert!(!suffices(bad), "{bad}");
        }
    }

    #[test]
    fn several_words_and_what_is_random_suffice() {
        for good in [
            "girafe tambour lundi orage",
            "k7fq-2m9d-x4ta",
            "Tr0uv3-M0i-c4fé",
            "le chat dort sous la lune verte",
        ] {
            assert!(suffices(good), "{good}");
        }
    }
}
