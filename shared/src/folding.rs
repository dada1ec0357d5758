//! Folding: names as one looks for them, without accents and capitals, so that “Élodie d’Alès” is found by “elodie d ales”.
//!
//! The databases keep folded columns, which they compute by the same table: a change of it needs a migration.

/// What letters become, each letter of the right one by one.
pub const FOLDS: [(&str, &str); 20] = [
    ("a", "àÀáÁâÂãÃäÄåÅāĀăĂąĄ"),
    ("c", "çÇćĆčČ"),
    ("d", "ďĎđĐ"),
    ("e", "èÈéÉêÊëËēĒėĖęĘěĚ"),
    ("g", "ğĞ"),
    ("i", "ìÌíÍîÎïÏīĪı"),
    ("l", "łŁ"),
    ("n", "ñÑńŃňŇ"),
    ("o", "òÒóÓôÔõÕöÖøØōŌőŐ"),
    ("r", "řŘ"),
    ("s", "śŚšŠşŞșȘ"),
    ("t", "ťŤţŢțȚ"),
    ("u", "ùÙúÚûÛüÜūŪůŮűŰ"),
    ("y", "ýÝÿŸ"),
    ("z", "źŹżŻžŽ"),
    ("oe", "œŒ"),
    ("ae", "æÆ"),
    ("ss", "ß"),
    // accents written as signs of their own; what joins names is a blank
    ("", "\u{300}\u{301}\u{302}\u{303}\u{308}\u{327}\u{30c}"),
    (" ", "’'-"),
];

/// The text as one looks for it. Latin letters only lose accents and capitals; others stay as they are.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match FOLDS.iter().find(|(_, letters)| letters.contains(letter)) {
            Some((plain, _)) => folded.push_str(plain),
            None => folded.push(letter.to_ascii_lowercase()),
        }
    }
    folded
}

/// The digits of a telephone number, as dialled in France; none where it is no number.
#[must_use]
pub fn dialled(text: &str) -> Option<String> {
    let text = text.trim();
    let written = |letter: char| letter.is_ascii_digit() || " .-+()/".contains(letter);
    if !text.chars().all(written) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = match (text.starts_with('+'), digits.strip_prefix("33")) {
        (true, Some(rest)) => ["0", rest].concat(),
        _ => digits,
    };
    (digits.len() >= 4).then_some(digits)
}
