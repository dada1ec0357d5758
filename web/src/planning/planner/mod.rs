//! The planning of one household on screen: the desk, what is shown of it, and what is open over it.

mod changes;
mod keep;
mod load;
mod tick;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::bookings::Facts;
use shared::calendar::local;
use shared::ids::{AccountId, ChildId, HouseholdId, SlotId};

use super::model::{Address, Attempt, Desk, Filter, Grid, Place, Range, Shown, Span, rows};
use crate::browser::clock::Clock;
use crate::i18n::I18n;
use crate::session::Session;
use crate::ui::{Announcer, CellLook};

pub(super) use load::Years;

/// For whom, and in whose name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whose {
    /// In whose name.
    pub(super) account: AccountId,
    /// For whom.
    pub(super) household: HouseholdId,
    /// Whether the account may book, or only look.
    pub(super) may_book: bool,
}

/// What is open over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// The list of a day.
    Day(NaiveDate),
    /// What can be done with a row.
    Row(ChildId, SlotId),
    /// Why a place cannot be changed.
    Why(Place),
    /// What the keys do.
    Keys,
    /// The recap, and what follows it.
    Recap,
}

/// The planning of one household; a context of its page.
///
/// Closures all over the page hold it, and some outlive the page when an answer comes late. It is a plain reference, so
/// that they stay small; the handles behind it, a few hundred bytes for each visit, are never given back. What the
/// handles lead to is.
#[derive(Clone, Copy)]
pub(super) struct Planner(&'static Handles);

impl std::ops::Deref for Planner {
    type Target = Handles;

    fn deref(&self) -> &Handles {
        self.0
    }
}

/// What a planner leads to.
pub(super) struct Handles {
    pub(super) session: Session,
    pub(super) clock: Clock,
    pub(super) i18n: I18n,
    announcer: Announcer,
    pub(super) whose: Whose,
    /// Facts and basket; none until the first answer.
    desk: StoredValue<Option<Desk>>,
    years: StoredValue<Years>,
    /// Raised when the facts changed.
    pub(super) facts_changed: RwSignal<u32>,
    /// Raised when the basket or the minute changed.
    pub(super) basket_changed: RwSignal<u32>,
    /// Why the facts could not be had, while there are none.
    pub(super) failure: RwSignal<Option<Arc<client::Error>>>,
    /// Today, where the organisation is.
    pub(super) today: RwSignal<NaiveDate>,
    /// The part of the page's address that is ours.
    pub(super) address: Memo<Address>,
    /// Leads to another address.
    pub(super) go: Callback<Address>,
    /// How many days fit.
    pub(super) span: RwSignal<Span>,
    /// The signal of each visible cell.
    cells: StoredValue<BTreeMap<Place, ArcRwSignal<Shown>>>,
    /// The looks on screen, for the legend.
    pub(super) looks: RwSignal<Vec<CellLook>>,
    /// What is open over the page.
    pub(super) sheet: RwSignal<Option<Sheet>>,
    /// What opens again when that closes.
    pub(super) beneath: StoredValue<Option<Sheet>>,
    /// The attempt whose answer is not known.
    pub(super) attempt: RwSignal<Option<Attempt>>,
    /// The rows and columns on screen, once there is a planner to ask.
    on_screen: StoredValue<Option<OnScreen>>,
}

/// The rows and columns on screen; none while the facts of those days are not known.
type OnScreen = Memo<Option<Arc<Grid>>>;

/// The planner, inside any component of the page.
pub(super) fn use_planner() -> Planner {
    expect_context()
}

impl Planner {
    /// A planner that knows nothing yet.
    pub(super) fn new(
        whose: Whose,
        address: Memo<Address>,
        span: RwSignal<Span>,
        go: Callback<Address>,
    ) -> Self {
        let clock: Clock = expect_context();
        let planner = Self(Box::leak(Box::new(Handles {
            session: expect_context(),
            clock,
            i18n: expect_context(),
            announcer: expect_context(),
            whose,
            desk: StoredValue::new(None),
            years: StoredValue::new(Years::default()),
            facts_changed: RwSignal::new(0),
            basket_changed: RwSignal::new(0),
            failure: RwSignal::new(None),
            today: RwSignal::new(untrack(|| clock.now()).date_naive()),
            address,
            go,
            span,
            cells: StoredValue::new(BTreeMap::new()),
            looks: RwSignal::new(Vec::new()),
            sheet: RwSignal::new(None),
            beneath: StoredValue::new(None),
            attempt: RwSignal::new(None),
            on_screen: StoredValue::new(None),
        })));
        let on_screen = Memo::new(move |_| planner.make_grid().map(Arc::new));
        planner.on_screen.set_value(Some(on_screen));
        planner
    }

    /// Asks something of the desk; `None` while there are no facts, and once the page was left.
    pub(super) fn ask<T>(self, question: impl FnOnce(&Desk) -> T) -> Option<T> {
        self.desk.try_with_value(|desk| desk.as_ref().map(question)).flatten()
    }

    /// The facts; a view that asks follows them.
    pub(super) fn facts(self) -> Option<Arc<Facts>> {
        self.facts_changed.track();
        self.ask(|desk| Arc::clone(desk.facts()))
    }

    /// What a place shows; a view that asks follows basket and minute.
    pub(super) fn shown(self, place: Place) -> Option<Shown> {
        self.facts_changed.track();
        self.basket_changed.track();
        self.ask(|desk| desk.shown(place)).flatten()
    }

    /// A day on screen: that of the address, else the present one.
    pub(super) fn anchor(self) -> NaiveDate {
        self.address.get().anchor.unwrap_or_else(|| self.present())
    }

    /// Today, or Monday on a weekend.
    pub(super) fn present(self) -> NaiveDate {
        let today = self.today.get();
        let weekday = chrono::Datelike::weekday(&today).num_days_from_monday();
        if weekday < 5 { today } else { today + chrono::Days::new(u64::from(7 - weekday)) }
    }

    /// The days on screen.
    pub(super) fn range(self) -> Range {
        self.span.get().around(self.anchor())
    }

    /// The rows and columns on screen; none while the facts of those days are not known. A view that asks follows them.
    pub(super) fn grid(self) -> Option<Arc<Grid>> {
        self.on_screen.get_value()?.get()
    }

    fn make_grid(self) -> Option<Grid> {
        let facts = self.facts()?;
        let range = self.range();
        if !self.has_years_of(range) {
            return None;
        }
        let Address { facility, child, .. } = self.address.get();
        Some(Self::grid_of(&facts, Filter { facility, child }, range))
    }

    /// The rows and columns of other days, for the filter on screen.
    pub(super) fn grid_of(facts: &Facts, filter: Filter, range: Range) -> Grid {
        let year = facts.organisation.calendar.school_year(range.from).ok();
        Grid::new(&facts.organisation, &rows(facts, filter, year, range.from), range)
    }

    /// Makes the signals of the cells on screen.
    pub(super) fn lay(self, grid: &Grid) {
        let mut cells = BTreeMap::new();
        // one by one: collecting would bring the code of a sort along
        self.ask(|desk| {
            for place in grid.places() {
                if let Some(shown) = desk.shown(place) {
                    cells.insert(place, ArcRwSignal::new(shown));
                }
            }
        });
        self.cells.set_value(cells);
        self.show_looks();
    }

    /// The signal of a visible cell.
    pub(super) fn cell(self, place: Place) -> Option<ArcRwSignal<Shown>> {
        self.cells.with_value(|cells| cells.get(&place).cloned())
    }

    /// Decides visible cells again: those of some days, or all.
    pub(super) fn refresh(self, days: Option<&[NaiveDate]>) {
        let concerned = |place: &Place| days.is_none_or(|days| days.contains(&place.day));
        let cells: Vec<_> = self.cells.with_value(|cells| {
            let concerned = cells.iter().filter(|(place, _)| concerned(place));
            concerned.map(|(place, signal)| (*place, signal.clone())).collect()
        });
        for (place, signal) in cells {
            let Some(Some(shown)) = self.ask(|desk| desk.shown(place)) else { continue };
            if signal.with_untracked(|known| *known != shown) {
                signal.set(shown);
            }
        }
        self.basket_changed.update(|version| *version = version.wrapping_add(1));
    }

    /// Tells the legend which looks are on screen.
    pub(super) fn show_looks(self) {
        let mut on_screen: Vec<CellLook> = self.cells.with_value(|cells| {
            cells.values().map(|signal| signal.with_untracked(super::words::look)).collect()
        });
        on_screen.sort_unstable();
        on_screen.dedup();
        if self.looks.with_untracked(|looks| *looks != on_screen) {
            self.looks.set(on_screen);
        }
    }

    /// Tells screen readers.
    pub(super) fn announce(self, text: String) {
        self.announcer.announce(text);
    }

    /// Today, by the facts' time zone.
    fn local_today(self) -> NaiveDate {
        let now = untrack(|| self.clock.now());
        self.ask(|desk| local(desk.facts().organisation.calendar.time_zone, now).date())
            .unwrap_or_else(|| now.date_naive())
    }
}
