//! In which school year a child who comes begins, and what is asked of it before: nothing, and nothing is booked for it.

use shared::activities::{Ineligible, RegistrationWindow};
use shared::bookings::{Cause, RefusalCode};
use shared::calendar::SchoolYear;
use shared::families::{Child, EditEffect, FamilyFile, Field, FieldRule, Grade, Need, Schooling};

use super::world::{LINA, MIDI, MILA, TILLEULS, World, at, book, day, decision, open, year};

/// Sessions are planned for two school years; a window names the later one.
fn world(opens: Option<&str>) -> World {
    let mut world = World::new();
    world.organisation.sessions_from = day("2026-09-01");
    world.organisation.windows = opens
        .map(|opens| RegistrationWindow { school_year: Some(year(2027)), ..open(opens, "2027-12-01T00:00") })
        .into_iter()
        .collect();
    world
}

fn suggested(world: &World, now: &str) -> SchoolYear {
    world.organisation.beginning(at(now)).unwrap().suggested
}

#[test]
fn families_come_for_the_next_school_year_from_april_or_once_a_window_of_it_is_open() {
    let none = world(None);
    assert_eq!(suggested(&none, "2026-09-01T00:00"), year(2026));
    assert_eq!(suggested(&none, "2027-03-31T23:59"), year(2026));
    assert_eq!(suggested(&none, "2027-04-01T00:00"), year(2027));
    assert_eq!(suggested(&none, "2027-08-25T00:00"), year(2027));
    assert_eq!(suggested(&none, "2027-09-06T00:00"), year(2027));
    let early = world(Some("2027-02-15T09:00"));
    assert_eq!(suggested(&early, "2027-02-15T08:59"), year(2026));
    assert_eq!(suggested(&early, "2027-02-15T09:00"), year(2027));
    // it is later than April that a window opens: families come all the same
    assert_eq!(suggested(&world(Some("2027-06-01T09:00")), "2027-04-05T10:00"), year(2027));
}

#[test]
fn only_the_present_school_year_and_those_planned_after_it_can_be_chosen() {
    let years = |world: &World, now: &str| world.organisation.beginning(at(now)).unwrap().school_years;
    assert_eq!(years(&world(None), "2026-09-15T10:00"), [year(2026), year(2027)]);
    assert_eq!(years(&world(None), "2027-09-15T10:00"), [year(2027)]);
    // the last one that is planned is suggested until its end
    assert_eq!(suggested(&world(None), "2028-05-01T10:00"), year(2027));
}

/// Mila goes to school from 2027-2028 on.
fn later(need: Need) -> World {
    let mut world = world(None);
    world.organisation.file.fields =
        [(Field::ChildSchool, FieldRule { need, edits: EditEffect::AtOnce })].into();
    let mila = world.children.iter_mut().find(|child| child.id == MILA).unwrap();
    mila.schoolings = vec![Schooling { school_year: year(2027), school_id: TILLEULS, grade: Grade::Ps }];
    world
}

#[test]
fn a_child_begins_after_a_year_where_it_goes_to_school_only_later() {
    let begins = |world: &World, of: u16| {
        let begins = |child: &&Child| world.organisation.begins_after(child, year(of));
        world.children.iter().filter(begins).map(|child| child.id).collect::<Vec<_>>()
    };
    let required = later(Need::Required);
    assert_eq!(begins(&required, 2026), [MILA], "the others go to school already");
    assert_eq!(begins(&required, 2027), []);
    // where school is not asked of every child, nothing is told by its absence
    assert_eq!(begins(&later(Need::Optional), 2026), []);
    // one of whom nothing is told may go to school now
    let mut unknown = required;
    unknown.children.iter_mut().for_each(|child| child.schoolings.clear());
    assert_eq!(begins(&unknown, 2026), []);
}

#[test]
fn nothing_is_booked_for_a_child_before_it_begins() {
    let mut world = later(Need::Required);
    let refusals = |world: &World, child| {
        let decision = decision(world, &book(child, MIDI, "2027-06-15"), at("2027-04-05T10:00"));
        decision.refusals.into_iter().map(|refusal| (refusal.code, refusal.cause)).collect::<Vec<_>>()
    };
    // the canteen asks for no school, and the file of this year names nothing that is missing
    assert_eq!(refusals(&world, MILA), []);
    world.files = vec![FamilyFile { later: vec![MILA], ..world.files.remove(0) }];
    let unknown = Cause::Ineligible(Ineligible::SchoolingUnknown { school_year: year(2026) });
    assert_eq!(refusals(&world, MILA), [(RefusalCode::NotEligible, Some(unknown))]);
    assert_eq!(refusals(&world, LINA), []);
    let decision = decision(&world, &book(MILA, MIDI, "2027-09-14"), at("2027-04-05T10:00"));
    assert!(decision.is_allowed(), "{decision:?}");
}
