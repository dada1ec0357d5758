//! Many lines at once: order, dependence, freed seats, all or nothing.

use proptest::prelude::*;
use shared::activities::CapacityGroup;
use shared::bookings::{Action, Ask, Ledger, LineOutcome, LineResult, RefusalCode, decide_batch};
use shared::families::Cycle;
use shared::ids::ChildId;
use uuid::Uuid;

use super::world::{ADAM, EVENING, LATE, LINA, MIDI, MILA, MORNING, WHOLE_DAY, World, at, book, cancel, day};

const NOW: &str = "2026-09-01T08:00";

fn run(world: &World, lines: &[Ask], all_or_nothing: bool) -> (Vec<LineOutcome>, Ledger) {
    let mut ledger = world.ledger();
    let outcomes = decide_batch(&world.facts(), &mut ledger, lines, all_or_nothing, at(NOW)).unwrap();
    (outcomes, ledger)
}

/// What became of each line, with the first reason.
fn results(world: &World, lines: &[Ask]) -> Vec<(LineResult, Option<RefusalCode>)> {
    let (outcomes, _) = run(world, lines, false);
    assert_eq!(outcomes.iter().map(|outcome| outcome.line).collect::<Vec<_>>(), lines, "in the order sent");
    outcomes
        .iter()
        .map(|outcome| (outcome.result, outcome.refusals.first().map(|found| found.code)))
        .collect()
}

const BOOKED: (LineResult, Option<RefusalCode>) = (LineResult::Booked, None);
const CANCELLED: (LineResult, Option<RefusalCode>) = (LineResult::Cancelled, None);

fn refused(code: RefusalCode) -> (LineResult, Option<RefusalCode>) {
    (LineResult::Refused, Some(code))
}

#[test]
fn cancellations_come_first_wherever_they_stand() {
    let world = World::new().booked(LINA, MORNING, "2026-09-16");
    let lines = [book(LINA, WHOLE_DAY, "2026-09-16"), cancel(LINA, MORNING, "2026-09-16")];
    assert_eq!(results(&world, &lines), [BOOKED, CANCELLED]);
}

#[test]
fn a_freed_seat_is_taken_by_a_sibling() {
    let world = World::new().booked(LINA, WHOLE_DAY, "2026-09-16").free(
        WHOLE_DAY,
        "2026-09-16",
        &[(CapacityGroup::Total, 0)],
    );
    let lines = [
        book(ADAM, WHOLE_DAY, "2026-09-16"),
        book(MILA, WHOLE_DAY, "2026-09-16"),
        cancel(LINA, WHOLE_DAY, "2026-09-16"),
    ];
    assert_eq!(results(&world, &lines), [BOOKED, refused(RefusalCode::Full), CANCELLED]);
}

#[test]
fn a_seat_of_another_group_helps_only_in_total() {
    let groups = [(CapacityGroup::Total, 0), (CapacityGroup::Maternelle, 0)];
    let world = World::new().booked(LINA, WHOLE_DAY, "2026-09-16").free(WHOLE_DAY, "2026-09-16", &groups);
    let lines = [cancel(LINA, WHOLE_DAY, "2026-09-16"), book(ADAM, WHOLE_DAY, "2026-09-16")];
    assert_eq!(results(&world, &lines), [CANCELLED, refused(RefusalCode::Full)], "Lina had no nursery seat");
}

#[test]
fn the_last_seats_go_in_the_order_sent() {
    let world = World::new().free(WHOLE_DAY, "2026-09-16", &[(CapacityGroup::Total, 2)]);
    let lines = [MILA, LINA, ADAM].map(|child| book(child, WHOLE_DAY, "2026-09-16"));
    assert_eq!(results(&world, &lines), [BOOKED, BOOKED, refused(RefusalCode::Full)]);
}

#[test]
fn a_line_sees_those_before_it() {
    let world = World::new();
    let (evening, late) = (book(LINA, EVENING, "2026-09-15"), book(LINA, LATE, "2026-09-15"));
    assert_eq!(results(&world, &[evening, late]), [BOOKED, BOOKED]);
    assert_eq!(results(&world, &[late, evening]), [refused(RefusalCode::CompanionSlot), BOOKED]);
    let twice = [book(LINA, MIDI, "2026-09-15"), book(LINA, MIDI, "2026-09-15")];
    assert_eq!(results(&world, &twice), [BOOKED, refused(RefusalCode::AlreadyBooked)]);
    let both = [book(LINA, MORNING, "2026-09-16"), book(LINA, WHOLE_DAY, "2026-09-16")];
    assert_eq!(results(&world, &both), [BOOKED, refused(RefusalCode::ExclusiveSlot)]);
}

#[test]
fn what_depends_on_a_refused_line_is_refused() {
    let world = World::new().free(EVENING, "2026-09-15", &[(CapacityGroup::Total, 0)]);
    let lines =
        [book(LINA, EVENING, "2026-09-15"), book(LINA, LATE, "2026-09-15"), book(LINA, MIDI, "2026-09-15")];
    let expected = [refused(RefusalCode::Full), refused(RefusalCode::CompanionSlot), BOOKED];
    assert_eq!(results(&world, &lines), expected);
}

#[test]
fn what_is_needed_is_cancelled_last() {
    let world = World::new().booked(LINA, EVENING, "2026-09-15").booked(LINA, LATE, "2026-09-15");
    let (evening, late) = (cancel(LINA, EVENING, "2026-09-15"), cancel(LINA, LATE, "2026-09-15"));
    assert_eq!(results(&world, &[late, evening]), [CANCELLED, CANCELLED]);
    assert_eq!(results(&world, &[evening, late]), [refused(RefusalCode::NeededBySlot), CANCELLED]);
    assert_eq!(results(&world, &[late, late]), [CANCELLED, refused(RefusalCode::NotBooked)]);
}

#[test]
fn giving_back_and_taking_again_is_possible_in_one_request() {
    let world = World::new().booked(LINA, MIDI, "2026-09-15");
    let lines = [book(LINA, MIDI, "2026-09-15"), cancel(LINA, MIDI, "2026-09-15")];
    assert_eq!(results(&world, &lines), [BOOKED, CANCELLED]);
    let (_, ledger) = run(&world, &lines, false);
    assert!(ledger.is_booked(LINA, MIDI, day("2026-09-15")));
}

#[test]
fn all_or_nothing_leaves_everything_as_it_was() {
    let world = World::new().booked(LINA, MORNING, "2026-09-16");
    let lines =
        [cancel(LINA, MORNING, "2026-09-16"), book(LINA, MIDI, "2026-09-15"), book(LINA, MIDI, "2026-09-20")];
    let (outcomes, ledger) = run(&world, &lines, true);
    let found: Vec<_> = outcomes.iter().map(|outcome| outcome.result).collect();
    assert_eq!(found, [LineResult::NotApplied, LineResult::NotApplied, LineResult::Refused]);
    assert!(outcomes[0].refusals.is_empty() && outcomes[2].refusals[0].code == RefusalCode::ClosedDay);
    assert_eq!(ledger, world.ledger());
    let (outcomes, ledger) = run(&world, &lines[..2], true);
    assert!(outcomes.iter().all(|outcome| outcome.refusals.is_empty()));
    assert!(ledger.is_booked(LINA, MIDI, day("2026-09-15")));
    assert!(!ledger.is_booked(LINA, MORNING, day("2026-09-16")));
}

#[test]
fn a_stranger_in_one_line_refuses_to_decide_at_all() {
    let world = World::new();
    let lines = [book(LINA, MIDI, "2026-09-15"), book(ChildId(Uuid::from_u128(99)), MIDI, "2026-09-15")];
    assert!(decide_batch(&world.facts(), &mut world.ledger(), &lines, false, at(NOW)).is_err());
}

proptest! {
    #[test]
    fn seats_and_places_always_balance(
        free in 0_u32..4, nursery in 0_u32..3, taken in any::<[bool; 3]>(), all_or_nothing in any::<bool>(),
        lines in prop::collection::vec((0_usize..3, 0_usize..2, any::<bool>()), 0..12),
    ) {
        let children = [LINA, ADAM, MILA];
        let groups = [(CapacityGroup::Total, free), (CapacityGroup::Maternelle, nursery)];
        let mut world = World::new().free(WHOLE_DAY, "2026-09-16", &groups);
        for child in children.into_iter().zip(taken).filter_map(|(child, taken)| taken.then_some(child)) {
            world = world.booked(child, WHOLE_DAY, "2026-09-16");
        }
        let lines: Vec<_> = lines
            .into_iter()
            .map(|(child, slot, add)| Ask {
                action: if add { Action::Book } else { Action::Cancel },
                ..book(children[child], [WHOLE_DAY, MORNING][slot], "2026-09-16")
            })
            .collect();
        let (outcomes, ledger) = run(&world, &lines, all_or_nothing);
        let on = day("2026-09-16");
        let places = |ledger: &Ledger, of: &[ChildId]| {
            u32::try_from(of.iter().filter(|child| ledger.is_booked(**child, WHOLE_DAY, on)).count()).unwrap()
        };
        let before = world.ledger();
        let seats = |ledger: &Ledger, cycle| ledger.free_seats(WHOLE_DAY, on, cycle).unwrap();
        // a child without a cycle counts in total only
        prop_assert_eq!(seats(&before, None) + places(&before, &children), seats(&ledger, None) + places(&ledger, &children));
        // Adam and Mila are in nursery school: their group's seats are the fewer of the two counters
        let of_nursery = |ledger: &Ledger| seats(ledger, Some(Cycle::Maternelle));
        prop_assert!(of_nursery(&ledger) <= seats(&ledger, None));
        prop_assert!(places(&ledger, &[ADAM, MILA]) <= nursery + places(&before, &[ADAM, MILA]));
        let changed = outcomes.iter().any(|outcome| outcome.result == LineResult::Refused);
        prop_assert!(!(all_or_nothing && changed) || ledger == before);
        for outcome in &outcomes {
            prop_assert_eq!(outcome.result == LineResult::Refused, !outcome.refusals.is_empty());
        }
    }
}
