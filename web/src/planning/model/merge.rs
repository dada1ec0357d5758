//! Facts from several answers, and facts after an answer.

use chrono::{Datelike, Days, NaiveDate};
use shared::bookings::{Facts, LineOutcome, LineResult, SlotBookings};
use shared::limits::MAX_PLANNING_DAYS;

/// Which school year a day is asked for with: from 20 August, before any school is back. Known without any calendar,
/// named by the civil year it begins in.
#[must_use]
pub fn year_of(day: NaiveDate) -> i32 {
    if (day.month(), day.day()) >= (8, 20) { day.year() } else { day.year() - 1 }
}

/// First and last day asked for with such a year: the end of its summer too, which the next one repeats.
#[must_use]
pub fn days_of_year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 8, 20)?;
    Some((first, first + Days::new((MAX_PLANNING_DAYS - 1).into())))
}

/// The facts of several ranges: configuration, children and files of the first, days of all. A day told twice counts
/// once.
#[must_use]
pub fn merge<'a>(mut ranges: impl Iterator<Item = &'a Facts>) -> Option<Facts> {
    let mut facts = ranges.next()?.clone();
    for other in ranges {
        facts.bookings.extend(other.bookings.iter().cloned());
        facts.sessions.extend(other.sessions.iter().cloned());
        facts.elsewhere.extend(other.elsewhere.iter().cloned());
    }
    Some(facts)
}

/// The facts after outcomes, until the server tells them anew. Seats are left as they were: the next answer knows.
#[must_use]
pub fn after(facts: &Facts, outcomes: &[LineOutcome]) -> Facts {
    let mut facts = facts.clone();
    for outcome in outcomes {
        let line = &outcome.line;
        let of_line = |row: &&mut SlotBookings| row.child_id == line.child_id && row.slot_id == line.slot_id;
        match outcome.result {
            LineResult::Booked => match facts.bookings.iter_mut().find(of_line) {
                Some(row) => row.days.push(line.day),
                None => facts.bookings.push(SlotBookings {
                    child_id: line.child_id,
                    slot_id: line.slot_id,
                    days: vec![line.day],
                }),
            },
            LineResult::Cancelled => {
                for row in facts.bookings.iter_mut().filter(|row| of_line(row)) {
                    row.days.retain(|day| *day != line.day);
                }
            }
            LineResult::Refused | LineResult::NotApplied => {}
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use shared::bookings::{Action, Ledger};

    use super::super::samples::{adam, day, facts, lina, midi, place};
    use super::*;

    #[test]
    fn years_turn_in_august() {
        assert_eq!(year_of(day("2026-08-19")), 2025);
        assert_eq!(year_of(day("2026-08-20")), 2026);
        assert_eq!(year_of(day("2027-06-30")), 2026);
        assert_eq!(days_of_year(2026), Some((day("2026-08-20"), day("2027-09-23"))));
    }

    #[test]
    fn days_of_all_ranges_are_there() {
        let (first, mut second) = (facts(), (*facts()).clone());
        second.bookings[0].days = vec![day("2027-09-06")];
        let merged = merge([&*first, &second].into_iter()).unwrap();
        let ledger = Ledger::of(&merged);
        assert!(ledger.is_booked(lina(), midi(), day("2026-11-30")));
        assert!(ledger.is_booked(lina(), midi(), day("2027-09-06")));
        assert!(merge(std::iter::empty()).is_none());
    }

    #[test]
    fn an_answer_shows_at_once() {
        let outcome = |line, result| LineOutcome { line, result, refusals: Vec::new() };
        let booked = place(adam(), midi(), "2026-12-04");
        let refused = place(adam(), midi(), "2026-12-07");
        let cancelled = place(lina(), midi(), "2026-11-30");
        let after = after(
            &facts(),
            &[
                outcome(cancelled.ask(Action::Cancel), LineResult::Cancelled),
                outcome(booked.ask(Action::Book), LineResult::Booked),
                outcome(refused.ask(Action::Book), LineResult::Refused),
            ],
        );
        let ledger = Ledger::of(&after);
        assert!(ledger.is_booked(adam(), midi(), booked.day));
        assert!(!ledger.is_booked(adam(), midi(), refused.day));
        assert!(!ledger.is_booked(lina(), midi(), cancelled.day));
    }
}
