//! Names as one looks for them.

use shared::folding::{dialled, fold};

#[test]
fn accents_capitals_and_what_joins_names_do_not_count() {
    assert_eq!(fold("Élodie d’Alès-Petit"), "elodie d ales petit");
    assert_eq!(fold("ŒUVRARD Çağla Ørsted Weiß"), "oeuvrard cagla orsted weiss");
    assert_eq!(fold("e\u{301}lodie"), "elodie", "signs of their own");
    assert_eq!(fold("محمد"), "محمد");
}

#[test]
fn a_number_is_dialled_however_it_is_written() {
    assert_eq!(dialled("06 39.98-10 02").as_deref(), Some("0639981002"));
    assert_eq!(dialled("+33 6 39 98 10 02").as_deref(), Some("0639981002"));
    assert_eq!(dialled("1002").as_deref(), Some("1002"));
    assert_eq!(dialled("12"), None, "too short to look for");
    assert_eq!(dialled("rue 12 000"), None);
}
