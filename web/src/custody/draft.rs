//! A calendar as it is being written.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::calendar::Weekday;
use shared::custody::{AlternateWeeks, CustodyCalendar, CustodyRange, Holder};

/// Codes of the choice of weeks.
pub(super) const NO_WEEKS: &str = "none";
pub(super) const EVEN_OURS: &str = "ours";
pub(super) const EVEN_THEIRS: &str = "theirs";

/// Some dates as they are typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: u32,
    pub(super) from: RwSignal<String>,
    pub(super) to: RwSignal<String>,
    pub(super) theirs: RwSignal<bool>,
}

/// What is typed.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) weeks: RwSignal<String>,
    pub(super) change_on: RwSignal<Weekday>,
    pub(super) rows: RwSignal<Vec<Row>>,
    next: StoredValue<u32>,
}

impl Draft {
    /// As a calendar is.
    pub(super) fn of(calendar: Option<&CustodyCalendar>) -> Self {
        let weeks = calendar.and_then(|calendar| calendar.weeks);
        let code = match weeks.map(|weeks| weeks.even) {
            None => NO_WEEKS,
            Some(Holder::Ours) => EVEN_OURS,
            Some(Holder::Theirs) => EVEN_THEIRS,
        };
        let draft = Self {
            weeks: RwSignal::new(code.to_owned()),
            change_on: RwSignal::new(weeks.map_or(Weekday::Mon, |weeks| weeks.change_on)),
            rows: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        for range in calendar.map(|calendar| calendar.ranges.as_slice()).unwrap_or_default() {
            draft.add(&range.from.to_string(), &range.to.to_string(), range.holder);
        }
        draft
    }

    /// One row more.
    pub(super) fn add(self, from: &str, to: &str, holder: Holder) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let row = Row {
            id,
            from: RwSignal::new(from.to_owned()),
            to: RwSignal::new(to.to_owned()),
            theirs: RwSignal::new(holder == Holder::Theirs),
        };
        self.rows.update(|rows| rows.push(row));
    }

    /// One row less.
    pub(super) fn remove(self, id: u32) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
    }

    /// The calendar that is written; the number of the first row without both dates, from 1. A view that asks follows it.
    pub(super) fn calendar(self) -> Result<CustodyCalendar, usize> {
        let even = match self.weeks.get().as_str() {
            EVEN_OURS => Some(Holder::Ours),
            EVEN_THEIRS => Some(Holder::Theirs),
            _ => None,
        };
        let weeks = even.map(|even| AlternateWeeks { even, change_on: self.change_on.get() });
        let mut ranges = Vec::new();
        for (position, row) in self.rows.get().into_iter().enumerate() {
            let day = |text: RwSignal<String>| text.get().parse::<NaiveDate>().ok();
            let (Some(from), Some(to)) = (day(row.from), day(row.to)) else { return Err(position + 1) };
            let holder = if row.theirs.get() { Holder::Theirs } else { Holder::Ours };
            ranges.push(CustodyRange { from, to, holder });
        }
        Ok(CustodyCalendar { weeks, ranges })
    }
}
