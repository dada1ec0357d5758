//! Receipt numbers: what a family reads out on the telephone.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use shared::calendar::local;

/// Letters and digits that nobody takes for one another: no 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V.
const ALPHABET: &[u8] = b"34679ACDEFGHJKMNPQRTVWXY";
const LENGTH: usize = 6;

/// A number of the year of `now` on the local clock, `R-2026-7K3QF9`; one of 190 million, so that the database must
/// still be asked whether it is free.
pub(super) fn draw(now: DateTime<Utc>, zone: Tz) -> String {
    let letters = (0..LENGTH).map(|_| char::from(ALPHABET[rand::random_range(0..ALPHABET.len())]));
    format!("R-{}-{}", local(zone, now).year(), letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_local_year_and_clear_letters() {
        let number = draw("2026-12-31T23:30:00Z".parse().unwrap(), Tz::Europe__Paris);
        let letters = number.strip_prefix("R-2027-").unwrap();
        assert_eq!(letters.len(), LENGTH);
        assert!(letters.bytes().all(|letter| ALPHABET.contains(&letter)), "{number}");
    }
}
