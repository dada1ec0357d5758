//! Recurring patterns: which sessions they mean.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use shared::bookings::{RegularPattern, Weeks, expand};
use shared::calendar::{OutsideCalendar, Weekday};
use shared::ids::SlotId;
use uuid::Uuid;

use super::world::{CENTRE, MIDI, SLOTS, World, day};

fn pattern(weekday: Weekday, from: &str, to: &str) -> RegularPattern {
    RegularPattern {
        slot_id: MIDI,
        weekday,
        weeks: Weeks::All,
        from: day(from),
        to: day(to),
        exceptions: Vec::new(),
    }
}

fn days(pattern: &RegularPattern) -> Vec<String> {
    let days = expand(pattern, &World::new().organisation).unwrap();
    days.iter().map(ToString::to_string).collect()
}

#[test]
fn both_ends_belong_to_it() {
    let thursdays = pattern(Weekday::Thu, "2026-10-01", "2026-11-19");
    // 22 and 29 October: vacation; 12 November: the facility is closed
    assert_eq!(days(&thursdays), ["2026-10-01", "2026-10-08", "2026-10-15", "2026-11-05", "2026-11-19"]);
    assert!(days(&pattern(Weekday::Thu, "2026-11-20", "2026-11-19")).is_empty(), "the end before the start");
}

#[test]
fn weeks_are_even_or_odd_by_their_iso_number() {
    // 2026 has 53 ISO weeks: the weeks of 28 December and of 4 January are both odd (53 and 1)
    let in_weeks = |weeks| RegularPattern { weeks, ..pattern(Weekday::Tue, "2026-12-01", "2027-01-19") };
    assert_eq!(days(&in_weeks(Weeks::Odd)), ["2026-12-01", "2026-12-15", "2027-01-05", "2027-01-19"]);
    assert_eq!(days(&in_weeks(Weeks::Even)), ["2026-12-08", "2027-01-12"]);
}

#[test]
fn exceptions_are_left_out() {
    let exceptions = vec![day("2026-09-15"), day("2026-09-16")];
    let tuesdays = RegularPattern { exceptions, ..pattern(Weekday::Tue, "2026-09-08", "2026-09-22") };
    assert_eq!(days(&tuesdays), ["2026-09-08", "2026-09-22"]);
}

#[test]
fn the_unknown_is_not_guessed() {
    let beyond = pattern(Weekday::Mon, "2028-06-05", "2028-09-11");
    let unknown = OutsideCalendar { day: day("2028-09-04") };
    assert_eq!(expand(&beyond, &World::new().organisation), Err(unknown));
    let gone = RegularPattern { slot_id: SlotId(Uuid::from_u128(99)), ..beyond };
    assert_eq!(expand(&gone, &World::new().organisation), Ok(Vec::new()));
}

fn any_pattern() -> impl Strategy<Value = RegularPattern> {
    let weeks = prop::sample::select(vec![Weeks::All, Weeks::Even, Weeks::Odd]);
    (0_usize..6, 0_usize..7, weeks, 0_u64..700, 0_u64..400, prop::collection::vec(0_u64..1100, 0..30))
        .prop_map(|(slot, weekday, weeks, from, length, exceptions)| {
            let start = day("2024-09-02");
            let after = |days: u64| start + Days::new(days);
            RegularPattern {
                slot_id: SLOTS[slot],
                weekday: Weekday::ALL[weekday],
                weeks,
                from: after(from),
                to: after(from + length),
                exceptions: exceptions.into_iter().map(after).collect(),
            }
        })
}

proptest! {
    #[test]
    fn expansion_is_the_open_days_and_nothing_else(pattern in any_pattern()) {
        let organisation = World::new().organisation;
        let (activity, _) = organisation.slot(pattern.slot_id).unwrap();
        let found = expand(&pattern, &organisation).unwrap();
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "ascending, each once");
        let expected = |on: NaiveDate| {
            let parity = on.iso_week().week() % 2;
            Weekday::of(on) == pattern.weekday
                && match pattern.weeks { Weeks::All => true, Weeks::Even => parity == 0, Weeks::Odd => parity == 1 }
                && !pattern.exceptions.contains(&on)
                && organisation.closed_on(activity, on).is_none()
        };
        for on in pattern.from.iter_days().take_while(|on| *on <= pattern.to) {
            prop_assert_eq!(found.contains(&on), expected(on), "{}", on);
        }
        prop_assert!(found.iter().all(|on| pattern.from <= *on && *on <= pattern.to));
    }

    #[test]
    fn even_and_odd_weeks_make_all(pattern in any_pattern()) {
        let organisation = World::new().organisation;
        let of = |weeks| expand(&RegularPattern { weeks, ..pattern.clone() }, &organisation).unwrap();
        let mut both = [of(Weeks::Even), of(Weeks::Odd)].concat();
        both.sort();
        prop_assert_eq!(both, of(Weeks::All));
    }
}

#[test]
fn a_holiday_centre_has_patterns_in_vacations() {
    let tuesdays = RegularPattern { slot_id: CENTRE, ..pattern(Weekday::Tue, "2026-10-01", "2026-11-30") };
    assert_eq!(days(&tuesdays), ["2026-10-20", "2026-10-27"]);
}
