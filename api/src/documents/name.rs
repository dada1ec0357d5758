//! The name of a file as its sender calls it: kept for people, made harmless.

use shared::documents::DocumentFormat;
use shared::text::is_invisible;

/// Longest name kept, in characters, its ending aside.
const MAX_LENGTH: usize = 100;
/// What a file is called that has no name left.
const NAMELESS: &str = "document";

/// The name without folders, without invisible characters that turn the reading direction or end lines, ending as the
/// content is.
pub(super) fn clean(name: &str, format: DocumentFormat) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String =
        last.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let visible: String = visible.chars().filter(|letter| !is_invisible(*letter)).collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let stem: String = without_ending(words.trim_matches('.'), format).chars().take(MAX_LENGTH).collect();
    let stem = stem.trim().trim_matches('.');
    format!("{}.{}", if stem.is_empty() { NAMELESS } else { stem }, format.extension())
}

/// The name without what looks like an ending; of two, the one that is true goes too: `facture.pdf.exe`.
fn without_ending(name: &str, format: DocumentFormat) -> &str {
    let split = |name: &'_ str| -> Option<usize> {
        let (stem, ending) = name.rsplit_once('.')?;
        let plausible =
            (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plausible.then_some(stem.len())
    };
    let is_true = |ending: &str| {
        ending.eq_ignore_ascii_case(format.extension())
            || (format == DocumentFormat::Jpeg && ending.eq_ignore_ascii_case("jpeg"))
    };
    let mut stem = split(name).map_or(name, |end| &name[..end]);
    while let Some(end) = split(stem) {
        if !is_true(&stem[end + 1..]) {
            break;
        }
        stem = &stem[..end];
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_letters_and_lose_their_tricks() {
        let (pdf, jpeg) = (DocumentFormat::Pdf, DocumentFormat::Jpeg);
        for (name, format, expected) in [
            ("Attestation d'assurance – Zoé.pdf", pdf, "Attestation d'assurance – Zoé.pdf"),
            ("L’été à l'île.PDF", pdf, "L’été à l'île.pdf"),
            ("شهادة.pdf", pdf, "شهادة.pdf"),
            ("../../etc/passwd", pdf, "passwd.pdf"),
            ("C:\\Users\\Lea\\carte.jpeg", jpeg, "carte.jpg"),
            ("IMG_0001.HEIC", jpeg, "IMG_0001.jpg"),
            ("facture.pdf.exe", pdf, "facture.pdf"),
            ("gnp\u{202e}fdp.exe", jpeg, "gnpfdp.jpg"),
            ("deux\r\nlignes\t\0.pdf", pdf, "deux lignes.pdf"),
            ("", pdf, "document.pdf"),
            ("...", jpeg, "document.jpg"),
            (".htaccess", pdf, "htaccess.pdf"),
            ("1. Domicile", pdf, "1. Domicile.pdf"),
        ] {
            assert_eq!(clean(name, format), expected, "{name:?}");
        }
        assert_eq!(clean(&"é".repeat(500), pdf).chars().count(), MAX_LENGTH + 4);
    }
}
