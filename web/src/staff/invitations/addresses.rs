//! Mail addresses out of what is pasted: a column of a spreadsheet, a line of a mail, names with addresses.

/// The addresses, each once, in their order; also what is surely none, so that it is told and not lost.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let apart =
        |letter: char| letter.is_whitespace() || [',', ';', '<', '>', '"', '(', ')'].contains(&letter);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<_> = line.split(apart).filter(|word| !word.is_empty()).collect();
        let with_at: Vec<_> = words.iter().filter(|word| word.contains('@')).copied().collect();
        // a line without any is told as it stands
        let of_line = if with_at.is_empty() { vec![line] } else { with_at };
        for word in of_line {
            let address = word.trim_start_matches("mailto:").trim_end_matches('.').to_lowercase();
            if !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_however_they_are_pasted() {
        let pasted = "lea@famille.example\n\nPaul Petit <PAUL@famille.example>; lea@famille.example,\tmailto:zoe@famille.example.";
        assert_eq!(
            addresses(pasted),
            ["lea@famille.example", "paul@famille.example", "zoe@famille.example"].map(str::to_owned)
        );
    }

    #[test]
    fn what_is_no_address_is_kept_to_be_told() {
        assert_eq!(addresses("famille Petit\nlea@famille.example"), ["famille petit", "lea@famille.example"]);
        assert!(addresses(" \n\t").is_empty());
    }
}
