//! What is offered for what is typed, without a browser.

use shared::addresses::searchable;
use shared::wire::AddressSuggestion;

/// The list, and where one is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// What is searched for, as far as it makes a search; nothing once the list was closed.
    wanted: Option<String>,
    /// What was found last.
    pub(super) items: Vec<AddressSuggestion>,
    /// Whether the list is shown.
    pub(super) open: bool,
    /// The address that Enter takes.
    pub(super) active: Option<usize>,
}

impl Offer {
    /// Notes what is typed; true when there is something new to search for. What is shown stays until the answer comes.
    pub(super) fn typed(&mut self, text: &str) -> bool {
        let wanted = searchable(text).ok();
        let new = wanted != self.wanted;
        self.wanted = wanted;
        self.active = None;
        if self.wanted.is_none() {
            self.items.clear();
            self.open = false;
        }
        new && self.wanted.is_some()
    }

    /// What to search for now, if anything.
    pub(super) fn wanted(&self) -> Option<String> {
        self.wanted.clone()
    }

    /// Takes the answer to a search, none when it failed; how many addresses are shown anew. One that comes too late, for
    /// a text that is gone or a list that was closed, is dropped.
    pub(super) fn answered(&mut self, search: &str, found: Option<Vec<AddressSuggestion>>) -> Option<usize> {
        if self.wanted.as_deref() != Some(search) {
            return None;
        }
        if found.is_none() {
            // may be asked again
            self.wanted = None;
        }
        self.items = found.unwrap_or_default();
        self.active = None;
        self.open = !self.items.is_empty();
        self.open.then_some(self.items.len())
    }

    /// Goes to the next or the one before, round the ends; opens what was closed. False when there is nothing.
    pub(super) fn step(&mut self, forward: bool) -> bool {
        let Some(last) = self.items.len().checked_sub(1) else { return false };
        self.active = Some(match self.active.filter(|_| self.open) {
            Some(at) if forward && at < last => at + 1,
            Some(at) if !forward && at > 0 => at - 1,
            _ if forward => 0,
            _ => last,
        });
        self.open = true;
        true
    }

    /// The address that Enter takes, where the list is shown.
    pub(super) fn chosen(&self) -> Option<&AddressSuggestion> {
        self.items.get(self.active.filter(|_| self.open)?)
    }

    /// Closes the list, and waits for nothing any more; true when it was shown.
    pub(super) fn close(&mut self) -> bool {
        self.wanted = None;
        self.active = None;
        std::mem::take(&mut self.open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Option<Vec<AddressSuggestion>> {
        let suggestion = |line: &&str| AddressSuggestion {
            label: format!("{line}, 67250 Obersoultz"),
            line: (*line).to_owned(),
            postal_code: "67250".to_owned(),
            city: "Obersoultz".to_owned(),
        };
        Some(lines.iter().map(suggestion).collect())
    }

    fn open() -> Offer {
        let mut offer = Offer::default();
        assert!(offer.typed("3 rue"));
        assert_eq!(offer.answered("3 rue", found(&["a", "b"])), Some(2));
        offer
    }

    #[test]
    fn what_is_too_short_is_not_searched_for_and_takes_the_list_away() {
        let mut offer = open();
        assert!(!offer.typed("3 "));
        assert!(!offer.open && offer.items.is_empty());
        assert_eq!(offer.wanted(), None);
    }

    #[test]
    fn the_same_search_is_made_once_and_a_failure_again() {
        let mut offer = open();
        assert!(!offer.typed("3 rue "), "a blank changes nothing");
        assert!(offer.typed("3 rue d") && offer.open, "what was found stays meanwhile");
        assert_eq!(offer.answered("3 rue d", None), None);
        assert!(!offer.open);
        assert!(offer.typed("3 rue d"));
    }

    #[test]
    fn answers_that_come_too_late_are_dropped() {
        let mut offer = Offer::default();
        offer.typed("3 rue");
        offer.typed("3 rue d");
        assert_eq!(offer.answered("3 rue", found(&["a"])), None);
        assert!(!offer.open);
        assert_eq!(offer.answered("3 rue d", found(&["b"])), Some(1));
        offer.typed("3 rue de");
        offer.close();
        assert_eq!(offer.answered("3 rue de", found(&["c"])), None, "nobody waits for it any more");
        assert!(!offer.open);
    }

    #[test]
    fn arrows_go_round_and_open_what_was_closed() {
        let mut offer = open();
        assert_eq!(offer.chosen(), None, "nothing is chosen for anybody");
        let mut at = |forward| {
            assert!(offer.step(forward));
            offer.active.unwrap()
        };
        assert_eq!([at(true), at(true), at(true), at(false), at(false)], [0, 1, 0, 1, 0]);
        assert_eq!(offer.chosen().unwrap().line, "a");
        assert!(offer.close() && !offer.close());
        assert_eq!(offer.chosen(), None);
        assert!(offer.step(false) && offer.open);
        assert_eq!(offer.chosen().unwrap().line, "b");
        assert!(!Offer::default().step(true));
    }
}
