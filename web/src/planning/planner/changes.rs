//! Gestures that change the basket: each is one step, kept at once, told to screen readers.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::bookings::Action;
use shared::ids::{ChildId, SlotId};

use super::{Planner, Sheet};
use crate::planning::model::{Change, Desk, Filled, Grid, Place, Step, Stroke};
use crate::planning::words;

impl Planner {
    fn change<T>(self, change: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        self.desk.try_update_value(|desk| desk.as_mut().map(change)).flatten()
    }

    /// A gesture is over: keeps it and tells the legend.
    fn settle(self) {
        self.show_looks();
        self.keep();
    }

    /// A tap on a place: changes it, or says why not.
    pub(in crate::planning) fn tap(self, place: Place) {
        let changed = self.change_one(|desk| {
            let wanted = desk.toggled(place)?;
            desk.want(place, wanted)
        });
        if !changed {
            self.sheet.set(Some(Sheet::Why(place)));
        }
    }

    /// Chooses a place whose window is not open yet.
    pub(in crate::planning) fn prepare(self, place: Place) {
        self.change_one(|desk| desk.prepare(place));
    }

    /// A gesture on one place: one step, told to those who listen. Whether it changed something.
    fn change_one(self, change: impl FnOnce(&mut Desk) -> Option<Change>) -> bool {
        let change = self.change(|desk| {
            let change = change(desk)?;
            desk.record(vec![change]);
            Some(change)
        });
        let Some(Some(change)) = change else { return false };
        self.after(&[change]);
        let said = words::change(self, &change);
        self.announce(said);
        true
    }

    /// Several wishes as one step: all of them or none.
    pub(in crate::planning) fn want_all(self, wishes: &[(Place, bool)]) -> bool {
        let step = self.change(|desk| {
            let step = desk.want_all(wishes)?;
            desk.record(step.clone());
            Some(step)
        });
        let Some(Some(step)) = step else { return false };
        self.after(&step);
        true
    }

    /// Takes unsent choices out of the basket: one step.
    pub(in crate::planning) fn drop_choices(self, places: &[Place]) {
        let step = self.change(|desk| {
            let step: Step = places.iter().filter_map(|place| desk.drop_choice(*place)).collect();
            desk.record(step.clone());
            step
        });
        self.after(&step.unwrap_or_default());
    }

    /// Takes the last step back.
    pub(in crate::planning) fn undo(self) {
        let step = self.change(Desk::undo).flatten();
        let said = words::undone(self, step.as_ref().map_or(0, Vec::len));
        self.after(&step.unwrap_or_default());
        self.announce(said);
    }

    /// Does again what was taken back last.
    pub(in crate::planning) fn redo(self) {
        let step = self.change(Desk::redo).flatten();
        let said = words::redone(self, step.as_ref().map_or(0, Vec::len));
        self.after(&step.unwrap_or_default());
        self.announce(said);
    }

    fn after(self, step: &[Change]) {
        let days: Vec<NaiveDate> = step.iter().map(|change| change.place.day).collect();
        self.refresh(Some(&days));
        self.settle();
    }

    /// Fills days of a row.
    pub(in crate::planning) fn fill(
        self,
        child: ChildId,
        slot: SlotId,
        days: impl IntoIterator<Item = NaiveDate>,
        wanted: bool,
    ) -> Filled {
        let filled = self.change(|desk| desk.fill(child, slot, days, wanted)).unwrap_or_default();
        self.refresh(None);
        self.settle();
        filled
    }

    /// Takes all unsent choices of a row back.
    pub(in crate::planning) fn forget_row(self, child: ChildId, slot: SlotId) -> usize {
        let taken_back = self.change(|desk| desk.forget_row(child, slot)).unwrap_or_default();
        self.refresh(None);
        self.settle();
        taken_back
    }

    /// Begins a stroke at a cell.
    pub(in crate::planning) fn begin_stroke(self, grid: &Grid, at: (usize, usize)) -> Option<Stroke> {
        let place = grid.place(at)?;
        self.ask(|desk| Stroke::begin(desk, at, place)).flatten()
    }

    /// Leads a stroke on to a cell.
    pub(in crate::planning) fn lead_stroke(self, stroke: &mut Stroke, grid: &Grid, to: (usize, usize)) {
        let days = self.change(|desk| stroke.reach(desk, to, |at| grid.place(at)));
        self.refresh(Some(&days.unwrap_or_default()));
    }

    /// Ends a stroke: one step.
    pub(in crate::planning) fn end_stroke(self, stroke: Stroke) {
        let action = if stroke.wanted() { Action::Book } else { Action::Cancel };
        let changed = self.change(|desk| stroke.commit(desk)).unwrap_or_default();
        self.settle();
        let said = words::painted(self, action, changed);
        self.announce(said);
    }

    /// Gives a stroke up.
    pub(in crate::planning) fn abandon_stroke(self, stroke: Stroke) {
        let days = self.change(|desk| stroke.abandon(desk)).unwrap_or_default();
        self.refresh(Some(&days));
        self.show_looks();
        let said = self.i18n.text("planning.said.abandoned", &[]);
        self.announce(said);
    }
}
