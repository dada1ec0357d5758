//! The desk: facts, basket and instant together; what each cell shows and what a tap may change.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use shared::bookings::{
    Action, CellState, Facts, Ledger, Line, LineOutcome, LineResult, Refusal, RefusalCode, cell, decide,
};

use super::projection::Projection;
use super::{Basket, Change, Place, Step};

/// What a cell shows, the basket included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The state by the rules; that of the reason where an unsent choice has become impossible.
    pub state: CellState,
    /// The choice that is not sent yet.
    pub unsent: Option<Action>,
    /// Whether the child has the place once the basket is sent.
    pub checked: bool,
    /// The first instant at which what a tap does is too late.
    pub until: Option<DateTime<Utc>>,
    /// Whether the unsent choice waits for nothing but the opening of its window.
    pub prepared: bool,
    /// Why a tap changes nothing, or why the unsent choice has become impossible.
    pub reason: Option<Refusal>,
}

impl Shown {
    /// Whether a tap changes something.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.unsent.is_some() || matches!(self.state, CellState::Bookable | CellState::Booked)
    }
}

/// Whether nothing but the opening of a window is awaited.
fn await_opening(refusals: &[Refusal]) -> bool {
    !refusals.is_empty() && refusals.iter().all(|refusal| refusal.code == RefusalCode::WindowNotOpen)
}

/// The choices of a basket by what becomes of them if it is sent now.
#[derive(Debug, Default)]
pub struct Outcomes<'a> {
    /// What is possible, in the order to send.
    pub possible: Vec<Line>,
    /// What waits for its window to open.
    pub prepared: Vec<&'a LineOutcome>,
    /// What is no longer possible.
    pub refused: Vec<&'a LineOutcome>,
}

/// Facts, basket and instant.
#[derive(Clone, Debug)]
pub struct Desk {
    facts: Arc<Facts>,
    base: Ledger,
    projection: Projection,
    basket: Basket,
    now: DateTime<Utc>,
    may_book: bool,
}

impl Desk {
    /// A desk; `may_book` is false for an account that only looks.
    #[must_use]
    pub fn new(facts: Arc<Facts>, basket: Basket, now: DateTime<Utc>, may_book: bool) -> Self {
        let base = Ledger::of(&facts);
        let mut desk = Self { facts, base, projection: Projection::default(), basket, now, may_book };
        desk.settle();
        desk.projection = Projection::new(&desk.facts, &desk.basket, now);
        desk
    }

    /// Takes newer facts; choices that came true leave the basket.
    pub fn refresh(&mut self, facts: Arc<Facts>, now: DateTime<Utc>) {
        *self = Self::new(facts, std::mem::take(&mut self.basket), now, self.may_book);
    }

    /// Takes choices made elsewhere: another tab, another answer.
    pub fn replace_basket(&mut self, basket: Basket) {
        *self = Self::new(Arc::clone(&self.facts), basket, self.now, self.may_book);
    }

    fn settle(&mut self) -> bool {
        let (base, facts) = (&self.base, &self.facts);
        self.basket.settle(|place, action| {
            let booked = base.is_booked(place.child_id, place.slot_id, place.day);
            let known =
                facts.child(place.child_id).is_ok() && facts.organisation.slot(place.slot_id).is_some();
            booked == (action == Action::Book) || !known
        })
    }

    /// Decides everything again at a later instant.
    pub fn set_now(&mut self, now: DateTime<Utc>) {
        self.now = now;
        self.projection.decide_all(&self.facts, &self.basket, now);
    }

    /// The facts.
    #[must_use]
    pub const fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The basket.
    #[must_use]
    pub const fn basket(&self) -> &Basket {
        &self.basket
    }

    /// The instant of the decisions.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Whether a child has a place by the server's word.
    #[must_use]
    pub fn has_place(&self, place: Place) -> bool {
        self.base.is_booked(place.child_id, place.slot_id, place.day)
    }

    /// What becomes of each choice if it is sent now, in the order to send.
    pub fn outcomes(&self) -> impl Iterator<Item = &LineOutcome> {
        self.projection.outcomes()
    }

    /// The choices by what becomes of them if they are sent now.
    #[must_use]
    pub fn sorted_outcomes(&self) -> Outcomes<'_> {
        let mut sorted = Outcomes::default();
        for outcome in self.projection.outcomes() {
            if outcome.result != LineResult::Refused {
                sorted.possible.push(outcome.line);
            } else if await_opening(&outcome.refusals) {
                sorted.prepared.push(outcome);
            } else {
                sorted.refused.push(outcome);
            }
        }
        sorted
    }

    /// The earliest instant at which one of the possible choices becomes too late, and whose.
    #[must_use]
    pub fn earliest_limit(&self) -> Option<(DateTime<Utc>, Line)> {
        self.sorted_outcomes().possible.into_iter().filter_map(|line| Some((self.limit(&line)?, line))).min()
    }

    fn limit(&self, line: &Line) -> Option<DateTime<Utc>> {
        decide(&self.facts, self.projection.ledger(), line, self.now).ok()?.until
    }

    /// What a place shows; `None` when the facts know no such child or slot.
    #[must_use]
    pub fn shown(&self, place: Place) -> Option<Shown> {
        let Some(action) = self.basket.choice(place) else { return self.settled(place) };
        let outcome = self.projection.outcome(place)?;
        let reason = outcome.refusals.first().cloned();
        let prepared = await_opening(&outcome.refusals);
        let had_place = self.has_place(place);
        let state = match &reason {
            None if had_place => CellState::Booked,
            None => CellState::Bookable,
            Some(_) if had_place => CellState::BookedFixed,
            Some(refusal) => refusal.code.cell_state(),
        };
        let checked = if reason.is_some() && !prepared { had_place } else { action == Action::Book };
        let until = self.limit(&place.ask(action));
        Some(Shown { state, unsent: Some(action), checked, until, prepared, reason })
    }

    fn settled(&self, place: Place) -> Option<Shown> {
        let ledger = self.projection.ledger();
        let Place { day, child_id, slot_id } = place;
        let cell = cell(&self.facts, ledger, child_id, slot_id, day, self.now).ok()?;
        let until = if cell.booked { cell.cancellable_until } else { cell.bookable_until };
        Some(Shown {
            state: cell.state,
            unsent: None,
            checked: cell.booked,
            until,
            prepared: false,
            reason: cell.reason,
        })
    }

    /// What a tap on a place would come to: true for having it. `None` when a tap changes nothing.
    #[must_use]
    pub fn toggled(&self, place: Place) -> Option<bool> {
        match self.basket.choice(place) {
            Some(action) => Some(action == Action::Cancel),
            None if !self.may_book => None,
            None => {
                let wanted = !self.has_place(place);
                // who has prepared one choice goes on as in an open window
                let prepares = || wanted && self.has_prepared() && self.may_prepare(place);
                (self.allows(place, wanted) || prepares()).then_some(wanted)
            }
        }
    }

    fn has_prepared(&self) -> bool {
        self.outcomes().any(|outcome| await_opening(&outcome.refusals))
    }

    /// Whether a place can be chosen now, to be sent when its window opens.
    #[must_use]
    pub fn may_prepare(&self, place: Place) -> bool {
        self.may_book
            && self.basket.choice(place).is_none()
            && decide(&self.facts, self.projection.ledger(), &place.ask(Action::Book), self.now)
                .is_ok_and(|decision| await_opening(&decision.refusals))
    }

    /// Chooses a place whose window is not open yet.
    pub fn prepare(&mut self, place: Place) -> Option<Change> {
        self.may_prepare(place).then(|| self.put(place, Some(Action::Book)))
    }

    /// All that the file lacks for a place, and that it waits for staff, where that is what speaks against the place first.
    #[must_use]
    pub fn against_file(&self, place: Place) -> Vec<Refusal> {
        let of_file = |refusal: &Refusal| {
            matches!(refusal.code, RefusalCode::FileIncomplete | RefusalCode::FileNotValidated)
        };
        if !self.shown(place).and_then(|shown| shown.reason).as_ref().is_some_and(of_file) {
            return Vec::new();
        }
        let decision = decide(&self.facts, self.projection.ledger(), &place.ask(Action::Book), self.now);
        let mut refusals = decision.map(|decision| decision.refusals).unwrap_or_default();
        refusals.retain(of_file);
        refusals
    }

    fn put(&mut self, place: Place, action: Option<Action>) -> Change {
        let change = self.basket.put(place, action);
        self.projection.decide_day(&self.facts, &self.basket, place.day, self.now);
        change
    }

    fn allows(&self, place: Place, wanted: bool) -> bool {
        let action = if wanted { Action::Book } else { Action::Cancel };
        let ask = place.ask(action);
        decide(&self.facts, self.projection.ledger(), &ask, self.now)
            .is_ok_and(|decision| decision.is_allowed())
    }

    /// Makes a place wanted or not; nothing, where it is so already or may not be.
    pub fn want(&mut self, place: Place, wanted: bool) -> Option<Change> {
        if self.toggled(place) != Some(wanted) {
            return None;
        }
        let after = match self.basket.choice(place) {
            Some(_) => None,
            None if wanted => Some(Action::Book),
            None => Some(Action::Cancel),
        };
        Some(self.put(place, after))
    }

    /// Makes several places wanted or not, in this order: all, or none of them.
    pub fn want_all(&mut self, wishes: &[(Place, bool)]) -> Option<Step> {
        let mut step = Step::new();
        for (place, wanted) in wishes {
            if let Some(change) = self.want(*place, *wanted) {
                step.push(change);
            } else {
                self.revert(&step);
                return None;
            }
        }
        Some(step)
    }

    /// Takes a choice out, whatever it was.
    pub fn drop_choice(&mut self, place: Place) -> Option<Change> {
        self.basket.choice(place)?;
        Some(self.put(place, None))
    }

    /// Takes changes back that were not recorded.
    pub fn revert(&mut self, step: &[Change]) {
        self.basket.revert(step);
        self.decide_days_of(step);
    }

    /// Records a gesture.
    pub fn record(&mut self, step: Step) {
        self.basket.record(step);
    }

    /// Takes the last gesture back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.basket.undo()?;
        self.decide_days_of(&step);
        Some(step)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.basket.redo()?;
        self.decide_days_of(&step);
        Some(step)
    }

    fn decide_days_of(&mut self, step: &[Change]) {
        let days: BTreeSet<NaiveDate> = step.iter().map(|change| change.place.day).collect();
        for day in days {
            self.projection.decide_day(&self.facts, &self.basket, day, self.now);
        }
    }
}
