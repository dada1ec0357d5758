//! Painting: the first cell decides the value, only compatible cells change, a stroke is one step.

use super::{Desk, Place, Step};

/// A stroke under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Row and column of the first cell.
    anchor: (usize, usize),
    /// Row and column of the cell reached.
    reached: (usize, usize),
    wanted: bool,
    step: Step,
}

impl Stroke {
    /// Begins at a cell; none begins where a tap would change nothing.
    #[must_use]
    pub fn begin(desk: &Desk, anchor: (usize, usize), place: Place) -> Option<Self> {
        Some(Self::of(desk.toggled(place)?, anchor))
    }

    /// With a value, from a cell that need not be one that can change.
    #[must_use]
    pub fn of(wanted: bool, anchor: (usize, usize)) -> Self {
        Self { anchor, reached: anchor, wanted, step: Step::new() }
    }

    /// Row and column of the first cell.
    #[must_use]
    pub const fn anchor(&self) -> (usize, usize) {
        self.anchor
    }

    /// Row and column of the cell reached.
    #[must_use]
    pub const fn reached(&self) -> (usize, usize) {
        self.reached
    }

    /// Whether it books; it gives back otherwise.
    #[must_use]
    pub const fn wanted(&self) -> bool {
        self.wanted
    }

    /// How many cells it has changed.
    #[cfg(test)]
    pub fn changed(&self) -> usize {
        self.step.len()
    }

    /// Goes on to a cell: everything between it and the first cell has the value, everything else is as before.
    /// The days whose cells may look different now.
    pub fn reach(
        &mut self,
        desk: &mut Desk,
        reached: (usize, usize),
        place_at: impl Fn((usize, usize)) -> Option<Place>,
    ) -> Vec<chrono::NaiveDate> {
        self.reached = reached;
        let mut days: Vec<_> = self.step.iter().map(|change| change.place.day).collect();
        desk.revert(&self.step);
        self.step.clear();
        for row in between(self.anchor.0, reached.0) {
            for column in between(self.anchor.1, reached.1) {
                let changed = place_at((row, column)).and_then(|place| desk.want(place, self.wanted));
                self.step.extend(changed);
            }
        }
        days.extend(self.step.iter().map(|change| change.place.day));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Ends it: one step.
    pub fn commit(self, desk: &mut Desk) -> usize {
        let changed = self.step.len();
        desk.record(self.step);
        changed
    }

    /// Gives it up: everything is as before. The days whose cells may look different now.
    pub fn abandon(self, desk: &mut Desk) -> Vec<chrono::NaiveDate> {
        desk.revert(&self.step);
        self.step.iter().map(|change| change.place.day).collect()
    }
}

/// From one number to another, away from the first.
fn between(from: usize, to: usize) -> Box<dyn Iterator<Item = usize>> {
    if from <= to { Box::new(from..=to) } else { Box::new((to..=from).rev()) }
}
