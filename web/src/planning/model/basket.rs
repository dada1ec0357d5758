//! The basket: choices not sent yet, and the steps that led there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::bookings::{Action, Line};

use super::Place;

/// One choice that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// About which place.
    pub place: Place,
    /// The choice before; none: as the server has it.
    pub before: Option<Action>,
    /// The choice after.
    pub after: Option<Action>,
}

/// What one gesture changed: undone and redone as a whole.
pub type Step = Vec<Change>;

/// How much is in the basket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Places to book.
    pub additions: usize,
    /// Places to give back.
    pub cancellations: usize,
}

impl Counts {
    /// Both together.
    #[must_use]
    pub const fn total(self) -> usize {
        self.additions + self.cancellations
    }
}

/// Choices not sent yet. At most one per place: a place is booked or given back, never both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basket {
    choices: BTreeMap<Place, Action>,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Basket {
    /// The choices kept from before, which no step leads back from.
    #[must_use]
    pub fn of(lines: impl IntoIterator<Item = Line>) -> Self {
        let choices = lines.into_iter().map(|line| (Place::of(&line), line.action)).collect();
        Self { choices, undo: Vec::new(), redo: Vec::new() }
    }

    /// The choice about a place.
    #[must_use]
    pub fn choice(&self, place: Place) -> Option<Action> {
        self.choices.get(&place).copied()
    }

    /// All choices, by day.
    pub fn choices(&self) -> impl Iterator<Item = (Place, Action)> + '_ {
        self.choices.iter().map(|(place, action)| (*place, *action))
    }

    /// The choices about one day.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = (Place, Action)> + '_ {
        // places are ordered by day, so those of a day stand together
        let mut of_day = self.choices.iter().skip_while(move |(place, _)| place.day < day);
        std::iter::from_fn(move || of_day.next().filter(|(place, _)| place.day == day))
            .map(|(place, action)| (*place, *action))
    }

    /// How much there is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let additions = self.choices.values().filter(|action| **action == Action::Book).count();
        Counts { additions, cancellations: self.choices.len() - additions }
    }

    /// Changes a choice; no step is recorded yet.
    pub fn put(&mut self, place: Place, after: Option<Action>) -> Change {
        let before = match after {
            Some(action) => self.choices.insert(place, action),
            None => self.choices.remove(&place),
        };
        Change { place, before, after }
    }

    /// Takes changes back, the last first.
    pub fn revert(&mut self, step: &[Change]) {
        for change in step.iter().rev() {
            self.put(change.place, change.before);
        }
    }

    /// Records what a gesture changed; nothing, when it changed nothing.
    pub fn record(&mut self, step: Step) {
        if !step.is_empty() {
            self.undo.push(step);
            self.redo.clear();
        }
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Takes back the last step; what it had changed.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.undo.pop()?;
        self.revert(&step);
        self.redo.push(step.clone());
        Some(step)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.redo.pop()?;
        for change in &step {
            self.put(change.place, change.after);
        }
        self.undo.push(step.clone());
        Some(step)
    }

    /// Drops choices that are settled; the steps are forgotten when there was one, since they no longer lead anywhere.
    pub fn settle(&mut self, settled: impl Fn(Place, Action) -> bool) -> bool {
        let before = self.choices.len();
        self.choices.retain(|place, action| !settled(*place, *action));
        let changed = self.choices.len() != before;
        if changed {
            self.undo.clear();
            self.redo.clear();
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{lina, midi, place, soir};
    use super::*;

    #[test]
    fn a_step_is_undone_and_redone_whole() {
        let mut basket = Basket::default();
        let step = vec![
            basket.put(place(lina(), midi(), "2026-11-23"), Some(Action::Book)),
            basket.put(place(lina(), soir(), "2026-11-23"), Some(Action::Cancel)),
        ];
        basket.record(step);
        assert_eq!(basket.counts(), Counts { additions: 1, cancellations: 1 });
        assert!(basket.undo().is_some());
        assert_eq!(basket.counts().total(), 0);
        assert!(!basket.can_undo());
        assert!(basket.redo().is_some());
        assert_eq!(basket.counts().total(), 2);
    }

    #[test]
    fn a_new_step_ends_what_could_be_redone() {
        let mut basket = Basket::default();
        let first = basket.put(place(lina(), midi(), "2026-11-23"), Some(Action::Book));
        basket.record(vec![first]);
        basket.undo();
        let second = basket.put(place(lina(), midi(), "2026-11-24"), Some(Action::Book));
        basket.record(vec![second]);
        assert_eq!(basket.redo(), None);
        basket.record(Vec::new());
        assert!(basket.undo().is_some());
        assert!(basket.undo().is_none(), "a gesture that changed nothing is no step");
    }

    #[test]
    fn choices_of_a_day_are_those_of_that_day() {
        let mut basket = Basket::default();
        for day in ["2026-11-23", "2026-11-24", "2026-11-25"] {
            basket.put(place(lina(), midi(), day), Some(Action::Book));
        }
        let wanted = place(lina(), midi(), "2026-11-24");
        assert_eq!(basket.on(wanted.day).collect::<Vec<_>>(), [(wanted, Action::Book)]);
    }

    #[test]
    fn settled_choices_leave_and_cannot_come_back_by_undo() {
        let mut basket = Basket::default();
        let change = basket.put(place(lina(), midi(), "2026-11-23"), Some(Action::Book));
        basket.record(vec![change]);
        assert!(!basket.settle(|_, action| action == Action::Cancel));
        assert!(basket.can_undo());
        assert!(basket.settle(|_, action| action == Action::Book));
        assert!(!basket.can_undo());
        assert_eq!(basket.counts().total(), 0);
    }
}
