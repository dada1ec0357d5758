//! What causes a refusal: the instants of deadlines, closures, conditions on the child, seats; and whom to ask.

use chrono::TimeDelta;
use serde_json::json;
use shared::activities::{CapacityGroup, ClosureCause, Eligibility, Ineligible};
use shared::bookings::{Cause, CellState, RefusalCode, cell};
use shared::calendar::{BreakName, PublicHoliday, Weekday};
use shared::families::{Cycle, Grade};

use super::world::{
    ADAM, AFTER_SCHOOL, CANTEEN, CENTRE, EVENING, HOLIDAY, LINA, MIDI, MILA, MORNING, TILLEULS, WEDNESDAY,
    WHOLE_DAY, World, at, book, codes, day, decision, referent, rule, text, year,
};

const MICROSECOND: TimeDelta = TimeDelta::microseconds(1);

#[test]
fn a_deadline_is_over_at_its_very_instant() {
    let (world, ask) = (World::new(), book(LINA, MIDI, "2026-09-15"));
    let limit = at("2026-09-14T10:00");
    let before = decision(&world, &ask, limit - MICROSECOND);
    assert!(before.is_allowed());
    assert_eq!(before.until, Some(limit));
    let after = decision(&world, &ask, limit);
    assert_eq!((after.refusals[0].code, after.refusals[0].at), (RefusalCode::DeadlinePassed, Some(limit)));
    assert_eq!(after.until, Some(limit));
}

#[test]
fn without_a_rule_the_start_is_the_deadline() {
    let (world, ask) = (World::new(), book(LINA, EVENING, "2026-09-15"));
    let start = at("2026-09-15T16:30");
    assert!(decision(&world, &ask, start - MICROSECOND).is_allowed());
    let started = decision(&world, &ask, start);
    assert_eq!(started.refusals.len(), 1, "no deadline beside the start: {started:?}");
    assert_eq!((started.refusals[0].code, started.refusals[0].at), (RefusalCode::Past, Some(start)));
}

#[test]
fn booking_and_cancelling_have_deadlines_of_their_own() {
    let world = World::new().booked(LINA, MIDI, "2026-09-15").with(|world| {
        world.activity(CANTEEN).cancellation_deadline =
            Some(rule(json!({"anchor": "service_day", "offset": {"hours": {"n": 2}}})));
    });
    let shown =
        cell(&world.facts(), &world.ledger(), LINA, MIDI, day("2026-09-15"), at("2026-09-15T09:00")).unwrap();
    assert_eq!(shown.state, CellState::Booked);
    assert_eq!(shown.bookable_until, Some(at("2026-09-14T10:00")));
    assert_eq!(shown.cancellable_until, Some(at("2026-09-15T10:00")));
}

#[test]
fn a_deadline_after_the_start_ends_at_the_start() {
    let world = World::new().with(|world| {
        world.activity(AFTER_SCHOOL).booking_deadline = Some(rule(json!({
            "anchor": "service_day", "offset": {"days": {"n": 0, "count": "calendar"}}, "time": "20:00",
        })));
    });
    let ask = book(LINA, EVENING, "2026-09-15");
    assert_eq!(decision(&world, &ask, at("2026-09-15T08:00")).until, Some(at("2026-09-15T16:30")));
    assert_eq!(codes(&world, &ask, "2026-09-15T17:00"), [RefusalCode::Past]);
}

#[test]
fn school_days_are_those_of_the_childs_school() {
    let world = World::new().with(|world| world.organisation.schools[0].weekdays.push(Weekday::Wed));
    let thursday = |child| decision(&world, &book(child, MIDI, "2026-09-17"), at("2026-09-01T08:00")).until;
    assert_eq!(thursday(LINA), Some(at("2026-09-16T10:00")), "Wednesday is a school day at Les Tilleuls");
    assert_eq!(thursday(ADAM), Some(at("2026-09-15T10:00")));
}

#[test]
fn a_closed_day_says_why() {
    let centre_only_in_autumn = World::new().with(|world| {
        world.activity(HOLIDAY).openings[0].vacations = vec![BreakName::Toussaint];
        world.activity(WEDNESDAY).openings[0].to = Some(day("2027-01-31"));
    });
    let cases = [
        (MIDI, "2026-11-11", ClosureCause::PublicHoliday { holiday: PublicHoliday::Armistice }),
        (MIDI, "2026-11-12", ClosureCause::FacilityClosure { reason: text("travaux") }),
        (MIDI, "2026-10-20", ClosureCause::Break { name: BreakName::Toussaint }),
        (MIDI, "2027-05-07", ClosureCause::Break { name: BreakName::PontAscension }),
        (MIDI, "2026-09-16", ClosureCause::Weekday { weekday: Weekday::Wed }),
        (CENTRE, "2026-09-15", ClosureCause::SchoolPeriod),
        (CENTRE, "2026-12-22", ClosureCause::Break { name: BreakName::Noel }),
        (MORNING, "2027-02-03", ClosureCause::OutOfSeason),
        (MIDI, "2028-09-05", ClosureCause::OutsideCalendar),
        (MIDI, "2024-08-30", ClosureCause::OutsideCalendar),
    ];
    for (slot, on, expected) in cases {
        let refusal =
            decision(&centre_only_in_autumn, &book(LINA, slot, on), at("2024-01-01T08:00")).refusals;
        assert_eq!(refusal[0].code, RefusalCode::ClosedDay, "{on}");
        assert_eq!(refusal[0].cause, Some(Cause::Closure(expected)), "{on}");
    }
}

#[test]
fn sessions_are_only_in_years_that_are_planned() {
    let world = World::new().with(|world| {
        world.organisation.sessions_from = day("2026-09-01");
        world.organisation.sessions_until = day("2027-09-02");
    });
    let cause =
        |on| decision(&world, &book(LINA, MIDI, on), at("2024-01-01T08:00")).refusals[0].cause.clone();
    let not_planned = Some(Cause::Closure(ClosureCause::NotPlanned));
    assert_eq!(cause("2026-06-30"), not_planned);
    assert_eq!(cause("2027-09-02"), not_planned);
    assert!(decision(&world, &book(LINA, MIDI, "2026-09-01"), at("2024-01-01T08:00")).is_allowed());
    assert_eq!(cause("2028-09-05"), Some(Cause::Closure(ClosureCause::OutsideCalendar)));
}

#[test]
fn a_deadline_in_days_nobody_knows_closes_the_day() {
    let world = World::new();
    let first_day = decision(&world, &book(LINA, MIDI, "2024-09-02"), at("2024-01-01T08:00"));
    let causes: Vec<_> = first_day.refusals.iter().map(|refusal| refusal.cause.clone()).collect();
    assert_eq!(causes[0], Some(Cause::Closure(ClosureCause::OutsideCalendar)));
    assert_eq!(first_day.until, None);
}

#[test]
fn eligibility_names_the_condition() {
    let with = |eligibility: Eligibility| {
        World::new().with(|world| world.activity(WEDNESDAY).slots[0].eligibility = eligibility)
    };
    let none = Eligibility::default;
    let grades = with(Eligibility { grades: vec![Grade::Gs], ..none() });
    let cycles = with(Eligibility { cycles: vec![Cycle::Maternelle], ..none() });
    let schools = with(Eligibility { schools: vec![TILLEULS], ..none() });
    let old = with(Eligibility { max_age: Some(5), ..none() });
    let residents =
        with(Eligibility { residents_only: true, ..none() }).with(|world| world.children[0].resident = false);
    let cases = [
        (&grades, LINA, "2026-09-16", Some(Ineligible::Grade { grade: Grade::Cp })),
        (&grades, ADAM, "2026-09-16", None),
        (&grades, ADAM, "2027-09-08", Some(Ineligible::Grade { grade: Grade::Cp })),
        (&cycles, LINA, "2026-09-16", Some(Ineligible::Cycle { cycle: Cycle::Elementaire })),
        (&cycles, MILA, "2027-09-08", Some(Ineligible::SchoolingUnknown { school_year: year(2027) })),
        (&schools, ADAM, "2026-09-16", Some(Ineligible::School)),
        (&old, LINA, "2026-09-16", Some(Ineligible::TooOld { max_age: 5 })),
        (&residents, LINA, "2026-09-16", Some(Ineligible::Residency)),
        (&residents, ADAM, "2026-09-16", None),
    ];
    for (world, child, on, expected) in cases {
        let found = decision(world, &book(child, MORNING, on), at("2026-09-01T08:00")).refusals;
        let found = found.into_iter().next().and_then(|refusal| refusal.cause);
        assert_eq!(found, expected.map(Cause::Ineligible), "{child} on {on}");
    }
}

#[test]
fn an_age_is_that_of_the_day() {
    let world = World::new().with(|world| {
        world.activity(WEDNESDAY).slots[0].eligibility.min_age = Some(6);
        world.children[1].birth_date = day("2021-01-13");
    });
    let on = |date| codes(&world, &book(ADAM, MORNING, date), "2026-09-01T08:00");
    assert_eq!(on("2027-01-06"), [RefusalCode::NotEligible]);
    assert_eq!(on("2027-01-13"), [], "the birthday itself");
}

#[test]
fn seats_are_counted_in_total_and_by_group() {
    let seats = |total, maternelle| {
        let groups = [(CapacityGroup::Total, total), (CapacityGroup::Maternelle, maternelle)];
        World::new().free(WHOLE_DAY, "2026-09-16", &groups)
    };
    let on = |world: &World, child| {
        let refusals =
            decision(world, &book(child, WHOLE_DAY, "2026-09-16"), at("2026-09-01T08:00")).refusals;
        refusals.first().map(|refusal| (refusal.code, refusal.cause.clone()))
    };
    let full = |seats| Some((RefusalCode::Full, Some(Cause::Capacity(seats))));
    assert_eq!(on(&seats(3, 0), ADAM), full(2), "the 2 seats of nursery school are taken");
    assert_eq!(on(&seats(3, 0), LINA), None, "those of the others are not");
    assert_eq!(on(&seats(0, 2), ADAM), full(2));
    assert_eq!(on(&seats(0, 2), LINA), full(6));
    assert_eq!(on(&seats(1, 1), ADAM), None);
}

#[test]
fn the_referent_is_the_schools_or_else_the_facilitys() {
    let contact = |child, on| {
        let ask = book(child, MIDI, on);
        decision(&World::new(), &ask, at("2026-09-30T08:00")).refusals[0].contact.clone()
    };
    assert_eq!(contact(LINA, "2026-09-15"), Some(referent("Référente des Tilleuls")));
    assert_eq!(contact(ADAM, "2026-09-15"), Some(referent("Référent de la Maison")));
    assert_eq!(contact(MILA, "2028-01-02"), Some(referent("Référent de la Maison")), "school not known");
}
