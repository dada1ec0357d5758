//! Mail addresses as people type them.

/// Longest mail address (RFC 5321).
const MAX_LENGTH: usize = 254;

/// Addresses are kept and looked up in lower case, without blanks around them.
#[must_use]
pub fn normalised(address: &str) -> String {
    address.trim().to_lowercase()
}

/// Whether mail could be sent to a normalised address; nobody knows whether it arrives.
#[must_use]
pub fn is_address(address: &str) -> bool {
    address.len() <= MAX_LENGTH && address.parse::<lettre::Address>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_surely_no_address_is_told() {
        for good in ["lea.martin@famille.example", "zoé@exemple.fr", "o'brien+ecole@a-b.example"] {
            assert!(is_address(&normalised(&format!(" {} ", good.to_uppercase()))), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(260));
        for bad in [
            "",
            "lea",
            "lea@",
            "@example.org",
            "lea martin@example.org",
            "a@b\r\nBcc: c@d.org",
            "a\0@b.org",
            long.as_str(),
        ] {
            assert!(!is_address(&normalised(bad)), "{bad}");
        }
    }
}
