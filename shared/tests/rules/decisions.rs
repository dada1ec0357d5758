//! `decide` and the cells: every refusal met, their order, their instants and causes.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;
use shared::activities::{Answer, CapacityGroup, Period, RegistrationKind, RegistrationWindow};
use shared::bookings::{Action, Ask, CellState, RefusalCode, UnknownSubject, cell, decide};
use shared::calendar::Weekday;
use shared::families::FileState;
use shared::ids::{ChildId, SlotId};
use uuid::Uuid;

use super::world::{
    ADAM, AFTER_SCHOOL, CENTRE, EVENING, HOLIDAY, LATE, LINA, MIDI, MILA, MORNING, SLOTS, WHOLE_DAY, World,
    at, book, cancel, codes, day, decision, open, opening,
};

fn state(world: &World, ask: &Ask, now: &str) -> CellState {
    cell(&world.facts(), &world.ledger(), ask.child_id, ask.slot_id, ask.day, at(now)).unwrap().state
}

/// What is asked, in which world and when; what refuses it; what the cell shows.
type Row = (&'static str, World, Ask, &'static str, Vec<RefusalCode>, CellState);

#[expect(clippy::too_many_lines, reason = "a table, one row a case")]
fn table() -> Vec<Row> {
    use RefusalCode as Code;
    let file = |state| World::new().with(move |world| world.files[0].state = state);
    let summer = "2026-09-01T08:00";
    let tuesday = book(LINA, MIDI, "2026-09-15");
    let give_back = cancel(LINA, MIDI, "2026-09-15");
    let wednesday = book(LINA, WHOLE_DAY, "2026-09-16");
    let centre = book(LINA, CENTRE, "2026-10-20");
    let booked = World::new().booked(LINA, MIDI, "2026-09-15");
    let total = |free| World::new().free(WHOLE_DAY, "2026-09-16", &[(CapacityGroup::Total, free)]);
    let by_staff = World::new().window(RegistrationWindow {
        answer: Answer::ByStaff,
        ..open("2026-08-01T09:00", "2027-07-01T00:00")
    });
    let taking = |kind| {
        World::new()
            .window(RegistrationWindow { takes: vec![kind], ..open("2026-08-01T09:00", "2027-07-01T00:00") })
    };
    vec![
        ("a free place", World::new(), tuesday, summer, vec![], CellState::Bookable),
        ("one's own place", booked.clone(), give_back, summer, vec![], CellState::Booked),
        (
            "started",
            World::new(),
            book(LINA, EVENING, "2026-09-15"),
            "2026-09-15T16:30",
            vec![Code::Past],
            CellState::Past,
        ),
        (
            "started, booked",
            World::new().booked(LINA, EVENING, "2026-09-15"),
            cancel(LINA, EVENING, "2026-09-15"),
            "2026-09-15T17:00",
            vec![Code::Past],
            CellState::Past,
        ),
        (
            "a Sunday",
            World::new(),
            book(LINA, MIDI, "2026-09-20"),
            summer,
            vec![Code::ClosedDay],
            CellState::Closed,
        ),
        (
            "too young",
            World::new(),
            book(MILA, CENTRE, "2026-10-20"),
            summer,
            vec![Code::NotEligible],
            CellState::NotEligible,
        ),
        ("booked twice", booked.clone(), tuesday, summer, vec![Code::AlreadyBooked], CellState::Booked),
        ("nothing to cancel", World::new(), give_back, summer, vec![Code::NotBooked], CellState::Bookable),
        (
            "another household's booking",
            World::new().booked_elsewhere(LINA, MIDI, "2026-09-15"),
            give_back,
            summer,
            vec![Code::BookedElsewhere],
            CellState::BookedFixed,
        ),
        (
            "no file",
            World::new().with(|world| world.files.clear()),
            centre,
            summer,
            vec![Code::FileIncomplete, Code::FileNotValidated],
            CellState::FileIncomplete,
        ),
        (
            "incomplete file",
            file(FileState::Incomplete),
            centre,
            summer,
            vec![Code::FileIncomplete, Code::FileNotValidated],
            CellState::FileIncomplete,
        ),
        (
            "unchecked file",
            file(FileState::Received),
            centre,
            summer,
            vec![Code::FileNotValidated],
            CellState::FileIncomplete,
        ),
        ("no file needed", file(FileState::Incomplete), tuesday, summer, vec![], CellState::Bookable),
        (
            "not open yet",
            World::new().window(open("2026-09-02T09:00", "2027-07-01T00:00")),
            tuesday,
            summer,
            vec![Code::WindowNotOpen],
            CellState::OpensLater,
        ),
        (
            "closed for good",
            World::new().window(open("2026-08-01T09:00", "2026-08-31T23:00")),
            tuesday,
            summer,
            vec![Code::WindowClosed],
            CellState::Closed,
        ),
        (
            "another kind",
            taking(RegistrationKind::Regular),
            tuesday,
            summer,
            vec![Code::WindowWrongKind],
            CellState::Closed,
        ),
        ("staff decide", by_staff, tuesday, summer, vec![Code::NeedsRequest], CellState::OpensLater),
        (
            "too late",
            World::new(),
            tuesday,
            "2026-09-14T10:00",
            vec![Code::DeadlinePassed],
            CellState::DeadlinePassed,
        ),
        (
            "too late to cancel",
            booked,
            give_back,
            "2026-09-14T10:00",
            vec![Code::DeadlinePassed],
            CellState::BookedFixed,
        ),
        (
            "beside what excludes it",
            World::new().booked(LINA, WHOLE_DAY, "2026-09-16"),
            book(LINA, MORNING, "2026-09-16"),
            summer,
            vec![Code::ExclusiveSlot],
            CellState::Conflict,
        ),
        (
            "excluded from the other side",
            World::new().booked(LINA, MORNING, "2026-09-16"),
            wednesday,
            summer,
            vec![Code::ExclusiveSlot],
            CellState::Conflict,
        ),
        (
            "without its companion",
            World::new(),
            book(LINA, LATE, "2026-09-15"),
            summer,
            vec![Code::CompanionSlot],
            CellState::Conflict,
        ),
        (
            "with its companion",
            World::new().booked(LINA, EVENING, "2026-09-15"),
            book(LINA, LATE, "2026-09-15"),
            summer,
            vec![],
            CellState::Bookable,
        ),
        (
            "needed by another",
            World::new().booked(LINA, EVENING, "2026-09-15").booked(LINA, LATE, "2026-09-15"),
            cancel(LINA, EVENING, "2026-09-15"),
            summer,
            vec![Code::NeededBySlot],
            CellState::BookedFixed,
        ),
        ("full", total(0), wednesday, summer, vec![Code::Full], CellState::Full),
        ("the last seat", total(1), wednesday, summer, vec![], CellState::Bookable),
        ("without a limit", World::new(), wednesday, summer, vec![], CellState::Bookable),
    ]
}

#[test]
fn every_refusal_is_met_and_shown() {
    let mut met = BTreeSet::new();
    for (what, world, ask, now, expected, shown) in table() {
        assert_eq!(codes(&world, &ask, now), expected, "{what}");
        assert_eq!(state(&world, &ask, now), shown, "{what}");
        met.extend(expected);
    }
    let missing: Vec<_> = RefusalCode::ALL.iter().filter(|code| !met.contains(code)).collect();
    assert!(missing.is_empty(), "never provoked: {missing:?}");
}

#[test]
fn every_state_is_shown_by_some_row() {
    let shown: BTreeSet<_> = table().into_iter().map(|row| row.5).collect();
    let missing: Vec<_> = CellState::ALL.iter().filter(|state| !shown.contains(state)).collect();
    assert!(missing.is_empty(), "never shown: {missing:?}");
}

/// A world in which as much as possible stands against one booking at once.
fn against_all() -> World {
    let closed = open("2026-08-01T09:00", "2026-08-31T23:00");
    World::new()
        .window(closed)
        .booked(ADAM, CENTRE, "2026-10-25")
        .booked(ADAM, MIDI, "2026-10-25")
        .booked(ADAM, LATE, "2026-10-25")
        .free(CENTRE, "2026-10-25", &[(CapacityGroup::Total, 0)])
        .with(|world| {
            world.files.clear();
            let centre = world.activity(HOLIDAY);
            centre.cancellation_deadline.clone_from(&centre.booking_deadline);
            centre.eligibility.max_age = Some(4);
            centre.slots[0].exclusive_with = vec![MIDI];
            centre.slots[0].requires = vec![EVENING];
            world.activity(AFTER_SCHOOL).slots[1].requires.push(CENTRE);
        })
}

#[test]
fn all_reasons_come_in_the_order_of_the_design() {
    use RefusalCode as Code;
    let world = against_all();
    let sunday_after = "2026-10-26T08:00";
    assert_eq!(
        codes(&world, &book(ADAM, CENTRE, "2026-10-25"), sunday_after),
        [
            Code::Past,
            Code::ClosedDay,
            Code::NotEligible,
            Code::AlreadyBooked,
            Code::FileIncomplete,
            Code::FileNotValidated,
            Code::WindowClosed,
            Code::DeadlinePassed,
            Code::ExclusiveSlot,
            Code::CompanionSlot,
            Code::Full,
        ]
    );
    assert_eq!(
        codes(&world, &cancel(ADAM, CENTRE, "2026-10-25"), sunday_after),
        [Code::Past, Code::ClosedDay, Code::WindowClosed, Code::DeadlinePassed, Code::NeededBySlot]
    );
    assert_eq!(
        codes(&world, &cancel(LINA, CENTRE, "2026-10-25"), "2026-09-01T08:00"),
        [Code::ClosedDay, Code::NotBooked, Code::WindowClosed]
    );
}

#[test]
fn strangers_are_unknown() {
    let world = World::new();
    let (nobody, nothing) = (ChildId(Uuid::from_u128(99)), SlotId(Uuid::from_u128(99)));
    let ask = |ask: &Ask| decide(&world.facts(), &world.ledger(), ask, at("2026-09-01T08:00"));
    assert_eq!(ask(&book(nobody, MIDI, "2026-09-15")), Err(UnknownSubject::Child(nobody)));
    assert_eq!(ask(&cancel(LINA, nothing, "2026-09-15")), Err(UnknownSubject::Slot(nothing)));
}

fn any_world() -> impl Strategy<Value = World> {
    let file = prop::sample::select(vec![FileState::Incomplete, FileState::Received, FileState::Validated]);
    let window = prop::option::of((0_i64..400, 1_i64..400));
    (file, window, 0_u32..2, any::<bool>()).prop_map(|(file, window, free, late)| {
        let mut world = World::new()
            .booked(LINA, MIDI, "2026-10-13")
            .booked(ADAM, WHOLE_DAY, "2026-10-14")
            .free(WHOLE_DAY, "2026-10-14", &[(CapacityGroup::Total, free)])
            .with(|world| world.files[0].state = file);
        if let Some((from, days)) = window {
            let opens_at = at("2026-07-01T09:00") + TimeDelta::days(from);
            let closes_at = opens_at + TimeDelta::days(days);
            world = world.window(RegistrationWindow {
                opens_at,
                closes_at,
                ..open("2026-07-01T09:00", "2026-07-02T09:00")
            });
        }
        if late {
            world.activity(AFTER_SCHOOL).openings.push(opening(Period::Vacation, &[Weekday::Tue]));
        }
        world
    })
}

proptest! {
    #[test]
    fn decision_and_cell_agree(
        world in any_world(), child in 0_usize..3, slot in 0_usize..6, days in 0_i64..60, minutes in 0_i64..100_000,
    ) {
        let (child, slot) = ([LINA, ADAM, MILA][child], SLOTS[slot]);
        let on = day("2026-09-25") + TimeDelta::days(days);
        let now = at("2026-09-01T00:00") + TimeDelta::minutes(minutes);
        let (facts, ledger) = (world.facts(), world.ledger());
        let shown = cell(&facts, &ledger, child, slot, on, now).unwrap();
        let [book, cancel] = [Action::Book, Action::Cancel].map(|action| {
            decide(&facts, &ledger, &Ask { child_id: child, slot_id: slot, day: on, action }, now).unwrap()
        });
        for decision in [&book, &cancel] {
            prop_assert!(decision.refusals.windows(2).all(|pair| pair[0].code < pair[1].code), "in order, each once");
            prop_assert!(decision.until.is_none_or(|until| now < until) || !decision.is_allowed());
            prop_assert!(decision.refusals.iter().all(|refusal| refusal.contact.is_some()));
        }
        prop_assert_eq!(shown.state == CellState::Bookable, book.is_allowed());
        prop_assert_eq!(shown.state == CellState::Booked, cancel.is_allowed());
        prop_assert!(!(book.is_allowed() && cancel.is_allowed()));
        prop_assert_eq!(shown.reason.is_none(), matches!(shown.state, CellState::Bookable | CellState::Booked));
        prop_assert_eq!(shown.bookable_until, book.until);
    }

    #[test]
    fn what_is_refused_for_time_stays_refused(
        slot in 0_usize..6, days in 0_i64..60, minutes in 0_i64..100_000, later in 0_i64..100_000,
    ) {
        let world = World::new();
        let ask = Ask {
            child_id: LINA, slot_id: SLOTS[slot], day: day("2026-09-25") + TimeDelta::days(days), action: Action::Book,
        };
        let now = at("2026-09-01T00:00") + TimeDelta::minutes(minutes);
        let is_late = |now| {
            let refusals = decision(&world, &ask, now).refusals;
            refusals.iter().any(|refusal| matches!(refusal.code, RefusalCode::Past | RefusalCode::DeadlinePassed))
        };
        prop_assert!(!is_late(now) || is_late(now + TimeDelta::minutes(later)));
    }
}
