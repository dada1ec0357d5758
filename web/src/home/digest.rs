//! What home says, drawn from the facts of the planning. No view, no browser: plain data that tests can check.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use shared::bookings::{CellState, Facts, Ledger, cell};
use shared::calendar::local;
use shared::ids::{ChildId, SlotId};

/// How far ahead a deadline is looked for, in days.
const AHEAD: u64 = 21;
/// How many days before and after today home asks for: enough to know which slots a child uses.
pub(super) const ASKED: (u64, u64) = (14, AHEAD);

/// The days that home tells of: what is left of this week, or the next one at the weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week {
    /// Today.
    pub(super) today: NaiveDate,
    /// First day told of.
    pub(super) from: NaiveDate,
    /// Last day told of, a Sunday.
    pub(super) to: NaiveDate,
}

impl Week {
    /// The days to tell of at an instant.
    pub(super) fn at(facts: &Facts, now: DateTime<Utc>) -> Self {
        Self::around(local(facts.organisation.calendar.time_zone, now).date())
    }

    fn around(today: NaiveDate) -> Self {
        let week = today.week(chrono::Weekday::Mon);
        if today.weekday().number_from_monday() < 6 {
            return Self { today, from: today, to: week.last_day() };
        }
        let monday = week.last_day() + Days::new(1);
        Self { today, from: monday, to: monday + Days::new(6) }
    }

    /// Whether it is the next week.
    pub(super) fn is_next(self) -> bool {
        self.from > self.today
    }
}

/// The slots booked for a child on one day, in the order of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BookedDay {
    /// The day.
    pub(super) day: NaiveDate,
    /// Its slots.
    pub(super) slots: Vec<SlotId>,
}

fn slots(facts: &Facts) -> impl Iterator<Item = SlotId> + '_ {
    facts.organisation.activities.iter().flat_map(|activity| activity.slots.iter().map(|slot| slot.id))
}

/// What is booked for a child in a week, day by day.
pub(super) fn booked(facts: &Facts, ledger: &Ledger, child: ChildId, week: Week) -> Vec<BookedDay> {
    let days = week.from.iter_days().take_while(|day| *day <= week.to);
    let on = |day| {
        let of_day = slots(facts).filter(|slot| ledger.is_booked(child, *slot, day)).collect();
        BookedDay { day, slots: of_day }
    };
    days.map(on).filter(|booked| !booked.slots.is_empty()).collect()
}

/// The first booked day of a child after a week.
pub(super) fn next_booked(facts: &Facts, child: ChildId, week: Week) -> Option<NaiveDate> {
    let rows = facts.bookings.iter().filter(|row| row.child_id == child);
    rows.flat_map(|row| row.days.iter().copied()).filter(|day| *day > week.to).min()
}

/// The first day from today on with a booking that can be given back.
pub(super) fn first_cancellable(facts: &Facts, ledger: &Ledger, now: DateTime<Utc>) -> Option<NaiveDate> {
    let today = Week::at(facts, now).today;
    let places = facts.bookings.iter().flat_map(|row| row.days.iter().map(move |day| (*day, row)));
    let open = places.filter(|(day, row)| {
        *day >= today
            && cell(facts, ledger, row.child_id, row.slot_id, *day, now)
                .is_ok_and(|cell| cell.state == CellState::Booked)
    });
    open.map(|(day, _)| day).min()
}

/// The next instant at which something can no longer be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NextDeadline {
    /// The instant.
    pub(super) at: DateTime<Utc>,
    /// The days that close then, ascending, at least one.
    pub(super) days: BTreeSet<NaiveDate>,
    /// The slots that close then, at least one.
    pub(super) slots: BTreeSet<SlotId>,
    /// The children who could still be booked, at least one.
    pub(super) children: BTreeSet<ChildId>,
}

/// The next deadline among the slots a child uses, or among all for a child who uses none yet.
pub(super) fn next_deadline(facts: &Facts, ledger: &Ledger, now: DateTime<Utc>) -> Option<NextDeadline> {
    let today = Week::at(facts, now).today;
    let used: BTreeSet<(ChildId, SlotId)> = facts
        .bookings
        .iter()
        .filter(|row| !row.days.is_empty())
        .map(|row| (row.child_id, row.slot_id))
        .collect();
    let mut next: Option<NextDeadline> = None;
    for child in &facts.children {
        let uses_some = used.iter().any(|(who, _)| *who == child.id);
        for slot in slots(facts).filter(|slot| !uses_some || used.contains(&(child.id, *slot))) {
            for day in today.iter_days().take(usize::try_from(AHEAD).unwrap_or(0)) {
                let Ok(cell) = cell(facts, ledger, child.id, slot, day, now) else { continue };
                let (CellState::Bookable, Some(at)) = (cell.state, cell.bookable_until) else { continue };
                let same = next.as_mut().filter(|next| next.at == at);
                if let Some(next) = same {
                    next.days.insert(day);
                    next.slots.insert(slot);
                    next.children.insert(child.id);
                } else if next.as_ref().is_none_or(|next| at < next.at) {
                    next = Some(NextDeadline {
                        at,
                        days: [day].into(),
                        slots: [slot].into(),
                        children: [child.id].into(),
                    });
                }
            }
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn on_a_workday_the_rest_of_the_week_is_told() {
        let week = Week::around(day("2027-03-03"));
        assert_eq!((week.from, week.to, week.is_next()), (day("2027-03-03"), day("2027-03-07"), false));
    }

    #[test]
    fn at_the_weekend_the_next_week_is_told() {
        for today in ["2027-03-06", "2027-03-07"] {
            let week = Week::around(day(today));
            assert_eq!((week.from, week.to, week.is_next()), (day("2027-03-08"), day("2027-03-14"), true));
        }
    }
}
