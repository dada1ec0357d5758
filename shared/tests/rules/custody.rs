//! Whose a child's days are, and what that does to bookings.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use shared::activities::Ineligible;
use shared::bookings::{
    Cause, CellState, ChildCustody, LineResult, RefusalCode, SlotBookings, cell, decide_batch,
};
use shared::calendar::Weekday;
use shared::custody::{AlternateWeeks, CustodyCalendar, CustodyFault, CustodyRange, Holder, MAX_RANGES};
use shared::guardianships::{GuardianRoles, RolesFault, check_roles, payer};
use shared::ids::{ChildId, GuardianId, SlotId};
use uuid::Uuid;

use super::world::{LINA, MIDI, World, at, book, codes, day, decision};

impl World {
    /// A place that the child's other household took.
    pub(crate) fn booked_elsewhere(self, child_id: ChildId, slot_id: SlotId, on: &str) -> Self {
        let mut world = self.booked(child_id, slot_id, on);
        world.elsewhere.push(SlotBookings { child_id, slot_id, days: vec![day(on)] });
        world
    }

    /// Whose the days of a child are.
    pub(crate) fn custody(mut self, child_id: ChildId, calendar: CustodyCalendar) -> Self {
        self.custody.push(ChildCustody { child_id, calendar });
        self
    }
}

fn weeks(even: Holder, change_on: Weekday) -> CustodyCalendar {
    CustodyCalendar { weeks: Some(AlternateWeeks { even, change_on }), ranges: Vec::new() }
}

fn range(from: &str, to: &str, holder: Holder) -> CustodyRange {
    CustodyRange { from: day(from), to: day(to), holder }
}

#[test]
fn weeks_turn_on_the_weekday_of_the_change() {
    use Holder::{Ours, Theirs};
    use Weekday::{Fri, Mon, Sun, Wed};
    // ISO weeks of 2026: 38 begins on 14 September, 39 on the 21st; 53 on 28 December, 1 of 2027 on 4 January
    for (change, on, whose) in [
        (Mon, "2026-09-13", Theirs),
        (Mon, "2026-09-14", Ours),
        (Mon, "2026-09-20", Ours),
        (Mon, "2026-09-21", Theirs),
        (Fri, "2026-09-14", Theirs),
        (Fri, "2026-09-17", Theirs),
        (Fri, "2026-09-18", Ours),
        (Fri, "2026-09-24", Ours),
        (Fri, "2026-09-25", Theirs),
        (Wed, "2026-09-15", Theirs),
        (Wed, "2026-09-16", Ours),
        (Sun, "2026-09-19", Theirs),
        (Sun, "2026-09-20", Ours),
        // two odd weeks follow each other
        (Mon, "2026-12-31", Theirs),
        (Mon, "2027-01-05", Theirs),
        (Mon, "2027-01-12", Ours),
    ] {
        assert_eq!(weeks(Ours, change).holder(day(on)), Some(whose), "{change:?} {on}");
    }
}

#[test]
fn dates_go_before_weeks_and_other_days_are_anybodys() {
    let mut calendar = weeks(Holder::Ours, Weekday::Mon);
    calendar.ranges = vec![range("2026-09-14", "2026-09-16", Holder::Theirs)];
    assert_eq!(calendar.holder(day("2026-09-16")), Some(Holder::Theirs));
    assert_eq!(calendar.holder(day("2026-09-17")), Some(Holder::Ours));
    assert_eq!(calendar.next_ours(day("2026-09-14")), Some(day("2026-09-17")));
    calendar.weeks = None;
    assert_eq!(calendar.holder(day("2026-09-17")), None);
    assert!(!calendar.is_theirs(day("2026-09-17")), "a day nobody is named for");
    let always = CustodyCalendar {
        weeks: None,
        ranges: vec![
            range("2026-01-01", "2026-12-31", Holder::Theirs),
            range("2027-01-01", "2027-12-31", Holder::Theirs),
        ],
    };
    assert_eq!(always.next_ours(day("2026-09-14")), None, "not within a year");
}

#[test]
fn calendars_are_checked() {
    let of = |ranges: Vec<CustodyRange>| CustodyCalendar { weeks: None, ranges }.checked();
    let ours = |from, to| range(from, to, Holder::Ours);
    let sorted = of(vec![ours("2026-12-20", "2026-12-26"), ours("2026-10-17", "2026-10-24")]).unwrap();
    assert_eq!(sorted.ranges[0].from, day("2026-10-17"));
    for (ranges, position, fault) in [
        (vec![ours("2026-10-17", "2026-10-16")], 0, CustodyFault::EndsBefore),
        (vec![ours("2026-01-01", "2027-01-02")], 0, CustodyFault::TooLong),
        (vec![ours("1899-01-01", "1899-01-02")], 0, CustodyFault::OutOfRange),
        (vec![ours("2026-10-17", "2026-10-20"), ours("2026-10-20", "2026-10-24")], 1, CustodyFault::Overlaps),
    ] {
        assert_eq!(of(ranges), Err((Some(position), fault)));
    }
    let first = day("2026-01-01");
    let many = (0..=u64::try_from(MAX_RANGES).unwrap()).map(|n| {
        let on = first.checked_add_days(Days::new(2 * n)).unwrap();
        CustodyRange { from: on, to: on, holder: Holder::Ours }
    });
    assert_eq!(of(many.collect()), Err((None, CustodyFault::TooMany)));
    for fault in CustodyFault::ALL {
        assert!(!fault.code().is_empty());
    }
}

#[test]
fn nothing_is_added_on_the_days_of_the_other_household() {
    let now = at("2026-09-07T08:00");
    let world = World::new().custody(LINA, weeks(Holder::Theirs, Weekday::Mon));
    let refused = decision(&world, &book(LINA, MIDI, "2026-09-15"), now);
    let next = Some(day("2026-09-21"));
    assert_eq!(refused.refusals[0].cause, Some(Cause::Ineligible(Ineligible::OtherHousehold { next })));
    assert!(decision(&world, &book(LINA, MIDI, "2026-09-22"), now).is_allowed());
    // what one booked before goes back also on their days
    let world = world.booked(LINA, MIDI, "2026-09-15");
    let shown = cell(&world.facts(), &world.ledger(), LINA, MIDI, day("2026-09-15"), now).unwrap();
    assert_eq!((shown.state, shown.booked), (CellState::Booked, true));
}

#[test]
fn what_the_other_household_booked_only_they_give_back() {
    let morning = "2026-09-07T08:00";
    let now = at(morning);
    let world = World::new().booked_elsewhere(LINA, MIDI, "2026-09-15");
    let give_back =
        shared::bookings::Ask { action: shared::bookings::Action::Cancel, ..book(LINA, MIDI, "2026-09-15") };
    assert_eq!(codes(&world, &give_back, morning), [RefusalCode::BookedElsewhere]);
    assert_eq!(codes(&world, &book(LINA, MIDI, "2026-09-15"), morning), [RefusalCode::AlreadyBooked]);
    let shown = cell(&world.facts(), &world.ledger(), LINA, MIDI, day("2026-09-15"), now).unwrap();
    assert_eq!(shown.state, CellState::BookedFixed);
    // a whole week at once: their days are listed, its own are booked
    let world = World::new().custody(LINA, weeks(Holder::Theirs, Weekday::Mon));
    let lines = ["2026-09-15", "2026-09-22", "2026-09-29", "2026-10-06"].map(|on| book(LINA, MIDI, on));
    let (facts, mut ledger) = (world.facts(), world.ledger());
    let outcomes = decide_batch(&facts, &mut ledger, &lines, false, now).unwrap();
    let results: Vec<_> = outcomes.iter().map(|outcome| outcome.result).collect();
    assert_eq!(results, [LineResult::Refused, LineResult::Booked, LineResult::Refused, LineResult::Booked]);
}

#[test]
fn one_of_a_household_pays_and_somebody_books() {
    let [a, b] = [1, 2].map(|id| GuardianId(Uuid::from_u128(id)));
    let roles =
        |guardian_id, may_book, pays| GuardianRoles { guardian_id, may_book, may_pick_up: true, pays };
    for (given, expected) in [
        (vec![roles(a, true, true), roles(b, false, false)], Ok(())),
        (vec![roles(a, true, true)], Err(RolesFault::Guardians)),
        (vec![roles(a, true, true), roles(a, true, false)], Err(RolesFault::Guardians)),
        (vec![roles(a, false, true), roles(b, false, false)], Err(RolesFault::NobodyBooks)),
        (vec![roles(a, true, true), roles(b, true, true)], Err(RolesFault::OnePays)),
        (vec![roles(a, true, false), roles(b, true, false)], Err(RolesFault::OnePays)),
    ] {
        assert_eq!(check_roles(&[a, b], &given), expected);
    }
    let gone = Some(GuardianId(Uuid::from_u128(9)));
    assert_eq!(payer(&[(a, false), (b, true)], Some(a)), Some(a));
    assert_eq!(payer(&[(a, false), (b, true)], gone), Some(b), "the first who may book");
    assert_eq!(payer(&[(a, false), (b, false)], None), Some(a));
    assert_eq!(payer(&[], gone), None);
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..1500_u64).prop_map(|after| day("2025-01-01").checked_add_days(Days::new(after)).unwrap())
}

fn any_calendar() -> impl Strategy<Value = CustodyCalendar> {
    let holder = || prop_oneof![Just(Holder::Ours), Just(Holder::Theirs)];
    let weeks = proptest::option::of(
        (holder(), 0..7_usize)
            .prop_map(|(even, weekday)| AlternateWeeks { even, change_on: Weekday::ALL[weekday] }),
    );
    let ranges = proptest::collection::vec(
        (any_day(), 0..20_u64, holder()).prop_map(|(from, length, holder)| CustodyRange {
            from,
            to: from.checked_add_days(Days::new(length)).unwrap(),
            holder,
        }),
        0..6,
    );
    (weeks, ranges).prop_map(|(weeks, ranges)| CustodyCalendar { weeks, ranges })
}

proptest! {
    #[test]
    fn what_is_ours_is_not_theirs_from_the_other_side(calendar in any_calendar(), on in any_day()) {
        let there = calendar.seen_by_other();
        prop_assert_eq!(calendar.holder(on).map(Holder::other), there.holder(on));
        prop_assert_eq!(there.seen_by_other(), calendar);
    }

    #[test]
    fn keeping_a_calendar_changes_no_day(calendar in any_calendar(), on in any_day()) {
        if let Ok(kept) = calendar.checked() {
            prop_assert_eq!(kept.holder(on), calendar.holder(on));
            prop_assert_eq!(kept.checked(), Ok(kept.clone()));
        }
    }

    #[test]
    fn a_week_has_one_holder(even in any::<bool>(), weekday in 0..7_usize, on in any_day()) {
        let holder = if even { Holder::Ours } else { Holder::Theirs };
        let calendar = weeks(holder, Weekday::ALL[weekday]);
        let tomorrow = on.succ_opt().unwrap();
        if Weekday::of(tomorrow) != Weekday::ALL[weekday] {
            prop_assert_eq!(calendar.holder(on), calendar.holder(tomorrow));
        } else if on.iso_week().week() < 50 && tomorrow.iso_week().week() > 1 {
            prop_assert_ne!(calendar.holder(on), calendar.holder(tomorrow));
        }
    }

    #[test]
    fn the_next_own_day_is_the_first(calendar in any_calendar(), on in any_day()) {
        if let Some(next) = calendar.next_ours(on) {
            prop_assert!(next > on && !calendar.is_theirs(next));
            let between = on.iter_days().skip(1).take_while(|it| *it < next);
            for it in between {
                prop_assert!(calendar.is_theirs(it));
            }
        }
    }
}
