//! The fields of a file: which answers are taken and how they are kept, what a policy asks, what is missing.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::bookings::{Cause, RefusalCode};
use shared::families::values::MAX_PEOPLE;
use shared::families::{
    Cycle, EditEffect, Entry, Field, FieldFault, FieldOwner, FieldRule, FieldValue, FilePolicy, FileState,
    FileSubject, Grade, Missing, Need, PickupPerson, Promotion, School, Schooling, Section, missing,
};
use shared::ids::{GuardianId, SchoolId};
use uuid::Uuid;

use super::world::{ADAM, LINA, MIDI, PORT, TILLEULS, World, at, book, cancel, codes, day, decision, year};

const TODAY: &str = "2026-09-01";

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn check(field: Field, value: &FieldValue) -> Result<FieldValue, FieldFault> {
    field.check(value, day(TODAY))
}

#[test]
fn names_of_every_script_are_taken_as_they_are_written() {
    for name in ["Zoé", "Anne-Sophie", "d’Arc", "O'Brien", "محمد", "王", "J.", "  Lina "] {
        assert_eq!(check(Field::ChildFirstName, &text(name)), Ok(text(name.trim())), "{name}");
    }
    for (wrong, fault) in [
        ("", FieldFault::Empty),
        (" \u{a0}", FieldFault::Empty),
        ("a\u{0}b", FieldFault::InvalidCharacters),
        ("a\nb", FieldFault::InvalidCharacters),
    ] {
        assert_eq!(check(Field::ChildFirstName, &text(wrong)), Err(fault), "{wrong:?}");
    }
    assert!(check(Field::ChildFirstName, &text(&"é".repeat(100))).is_ok());
    assert_eq!(check(Field::ChildFirstName, &text(&"é".repeat(101))), Err(FieldFault::TooLong));
}

#[test]
fn names_are_no_way_to_send_a_link() {
    let fields =
        [Field::GuardianFirstName, Field::GuardianLastName, Field::ChildFirstName, Field::ChildLastName];
    let person = |name: &str, relation: &str| {
        let [name, relation] = [name, relation].map(str::to_owned);
        FieldValue::People(vec![PickupPerson { name, phone: "06 12 34 56 78".to_owned(), relation }])
    };
    for name in [
        "Martin Jr.",
        "J.R.R. Tolkien",
        "J. R. R. Tolkien",
        "J.-P. Belmondo",
        "M. Dupont",
        "St. John-Smythe",
        "d’Alès-Petit",
        "N'Diaye",
        "Ÿves-Élie",
        "Louis 2",
        "محمد بن سلمان",
        "בן-דוד",
        "ד״ר כהן",
        "می\u{200c}خواهم",
        "王小明",
        "毛利・蘭",
        "Ana Mª",
        "Wowwe",
    ] {
        for field in fields {
            assert_eq!(check(field, &text(name)), Ok(text(name)), "{name}");
        }
        assert!(check(Field::ChildPickup, &person(name, "")).is_ok(), "{name}");
    }
    for wrong in [
        "https://gagner.example",
        "HTTPS:gagner",
        "gagner.example",
        "Gagnez sur gagner.example vite",
        "(gagner.example)",
        "bit.ly",
        "t.co",
        "xn--mgb.example",
        "élan.fr",
        "www gagner",
        "ＷＷＷ gagner",
        "aide@gagner.example",
        "aide＠gagner",
        "gagner／example",
        "gagner．example",
        "gagner。example",
        "gagner․example",
        "ga\u{200d}gner.example",
        "a/b",
        "a\\b",
        "a:b",
        "192.0.2.1",
        "1.1",
        "M.Dupont",
    ] {
        for field in fields {
            assert_eq!(check(field, &text(wrong)), Err(FieldFault::AddressInName), "{wrong}");
        }
        assert_eq!(check(Field::ChildPickup, &person(wrong, "")), Err(FieldFault::AddressInName), "{wrong}");
    }
    // what somebody is to a child is no name, and stands in no mail
    assert!(check(Field::ChildPickup, &person("Odile Petit", "oncle/parrain")).is_ok());
    assert!(check(Field::GuardianEmployer, &text("Mairie : service des écoles")).is_ok());
}

#[test]
fn telephone_numbers_are_kept_one_way() {
    for (written, kept) in [
        ("0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("+33 6 12 34 56 78", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
        ("0033612345678", "06 12 34 56 78"),
        ("+49 30 123456", "+4930123456"),
        ("00 352 26 12 34", "+352261234"),
    ] {
        assert_eq!(check(Field::GuardianPhone, &text(written)), Ok(text(kept)), "{written}");
    }
    for wrong in [
        "06123456",
        "061234567890",
        "six",
        "1612345678",
        "+",
        "+33",
        "06 12 34 56 7+",
        "+012345678",
        "000000",
    ] {
        assert_eq!(check(Field::GuardianPhone, &text(wrong)), Err(FieldFault::Phone), "{wrong}");
    }
    assert_eq!(check(Field::GuardianPhone, &text("")), Err(FieldFault::Empty));
}

#[test]
fn numbers_days_and_choices() {
    use FieldFault::{CafNumber, Empty, Future, InvalidDate, PostalCode, UnknownChoice, WrongForm};
    let school = Uuid::from_u128(1).to_string();
    for (field, given, kept) in [
        (Field::AddressPostalCode, "55 300", Ok("55300")),
        (Field::AddressPostalCode, "5530", Err(PostalCode)),
        (Field::AddressPostalCode, "5530A", Err(PostalCode)),
        (Field::CafNumber, "1234567 a", Ok("1234567A")),
        (Field::CafNumber, "123456", Err(CafNumber)),
        (Field::ChildBirthDate, "2026-09-01", Ok("2026-09-01")),
        (Field::ChildBirthDate, "2026-09-02", Err(Future)),
        (Field::ChildBirthDate, "2025-02-29", Err(InvalidDate)),
        (Field::ChildBirthDate, "1890-01-01", Err(InvalidDate)),
        (Field::ChildBirthDate, "14/05/2018", Err(InvalidDate)),
        (Field::FamilySituation, "separated", Ok("separated")),
        (Field::FamilySituation, "it is complicated", Err(UnknownChoice)),
        (Field::FamilySituation, "", Err(Empty)),
        (Field::ChildGrade, "ce1", Ok("ce1")),
        (Field::ChildGrade, "sixième", Err(UnknownChoice)),
        (Field::ChildSchool, school.as_str(), Ok(school.as_str())),
        (Field::ChildSchool, "tilleuls", Err(UnknownChoice)),
        (Field::ChildPai, "true", Err(WrongForm)),
    ] {
        assert_eq!(check(field, &text(given)), kept.map(text), "{field:?} {given}");
    }
    assert_eq!(check(Field::ChildPai, &FieldValue::Flag(false)), Ok(FieldValue::Flag(false)));
    assert_eq!(check(Field::ChildFirstName, &FieldValue::Flag(false)), Err(WrongForm));
}

#[test]
fn several_codes_stand_once_in_one_order_and_none_is_an_answer() {
    let several = |codes: &[&str]| FieldValue::Several(codes.iter().map(|&code| code.to_owned()).collect());
    assert_eq!(check(Field::ChildDiet, &several(&["fish", "pork", "fish"])), Ok(several(&["pork", "fish"])));
    assert_eq!(check(Field::ChildDiet, &several(&[])), Ok(several(&[])));
    assert_eq!(check(Field::ChildDiet, &several(&["halal"])), Err(FieldFault::UnknownChoice));
}

#[test]
fn people_have_a_name_and_a_number() {
    let person = |name: &str, phone: &str| PickupPerson {
        name: name.to_owned(),
        phone: phone.to_owned(),
        relation: " mamie ".to_owned(),
    };
    let kept = FieldValue::People(vec![PickupPerson {
        relation: "mamie".to_owned(),
        ..person("Rose Petit", "06 12 34 56 78")
    }]);
    let given = FieldValue::People(vec![person(" Rose Petit", "0612345678")]);
    assert_eq!(check(Field::ChildPickup, &given), Ok(kept));
    assert_eq!(
        check(Field::ChildPickup, &FieldValue::Several(Vec::new())),
        Ok(FieldValue::People(Vec::new()))
    );
    for (wrong, fault) in
        [(person("", "0612345678"), FieldFault::Empty), (person("Rose", "12"), FieldFault::Phone)]
    {
        assert_eq!(check(Field::ChildPickup, &FieldValue::People(vec![wrong])), Err(fault));
    }
    let crowd = vec![person("Rose", "0612345678"); MAX_PEOPLE + 1];
    assert_eq!(check(Field::ChildPickup, &FieldValue::People(crowd)), Err(FieldFault::TooLong));
}

#[test]
fn what_is_kept_is_taken_again_unchanged_by_json() {
    for (field, value) in [
        (Field::ChildPai, FieldValue::Flag(true)),
        (Field::AddressCity, text("Void-Vacon")),
        (Field::ChildDiet, FieldValue::Several(vec!["pork".to_owned()])),
    ] {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(check(field, &serde_json::from_str(&json).unwrap()), Ok(value), "{json}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_kept_or_refused_and_kept_things_stay(
        which in 0..Field::ALL.len(), written in "\\PC{0,40}|[0-9 +.]{0,20}"
    ) {
        let field = Field::ALL[which];
        if let Ok(kept) = check(field, &text(&written)) {
            prop_assert_eq!(check(field, &kept), Ok(kept));
        }
    }
}

#[test]
fn every_field_stands_in_one_section_and_has_its_own_code() {
    let listed: Vec<Field> = Section::ALL.into_iter().flat_map(Section::fields).collect();
    assert_eq!(listed, Field::ALL, "sections in order hold the fields in order");
    let codes: BTreeSet<_> = Field::ALL.iter().map(|field| field.code()).collect();
    assert_eq!(codes.len(), Field::ALL.len());
    for field in Field::ALL {
        assert_eq!(serde_json::to_value(field).unwrap(), field.code());
        assert_eq!(Field::from_code(field.code()), Some(field));
    }
}

fn policy() -> FilePolicy {
    let rule = |need| FieldRule { need, edits: EditEffect::AtOnce };
    FilePolicy {
        entry: Entry::Invitation,
        fields: [
            (Field::GuardianPhone, rule(Need::Required)),
            (Field::GuardianEmployer, rule(Need::Optional)),
            (Field::AddressCity, rule(Need::Required)),
            (Field::ChildAllergies, rule(Need::Required)),
            (Field::ChildFirstName, rule(Need::Hidden)),
        ]
        .into(),
        years: [(year(2027), [(Field::AddressCity, rule(Need::Hidden))].into())].into(),
    }
}

#[test]
fn a_year_has_its_own_rules_and_names_are_always_required() {
    let policy = policy();
    let need = |field, first| policy.rule(field, year(first)).need;
    assert_eq!(need(Field::AddressCity, 2026), Need::Required);
    assert_eq!(need(Field::AddressCity, 2027), Need::Hidden);
    assert_eq!(need(Field::GuardianPhone, 2027), Need::Required);
    assert_eq!(need(Field::ChildFirstName, 2026), Need::Required, "nobody is registered without");
    assert_eq!(need(Field::ChildDoctor, 2026), Need::Hidden, "what is not named is not asked");
    assert_eq!(policy.rules(year(2026)).len(), Field::ALL.len());
}

#[test]
fn what_is_missing_is_what_is_required_and_has_no_answer() {
    let guardian = FileSubject::Guardian(GuardianId(Uuid::from_u128(7)));
    let subjects = [guardian, FileSubject::Household, FileSubject::Child(LINA), FileSubject::Child(ADAM)];
    let essential = |field: Field| field.is_essential();
    let found = missing(&policy(), year(2026), subjects, |subject, field| {
        essential(field) || (subject, field) == (FileSubject::Child(ADAM), Field::ChildAllergies)
    });
    assert_eq!(
        found,
        [
            Missing { subject: guardian, field: Field::GuardianPhone },
            Missing { subject: FileSubject::Household, field: Field::AddressCity },
            Missing { subject: FileSubject::Child(LINA), field: Field::ChildAllergies },
        ]
    );
    let all = missing(&policy(), year(2027), subjects, |_, _| true);
    assert_eq!(all, []);
    let none = missing(&policy(), year(2026), [guardian], |_, _| false);
    assert!(none.iter().all(|missing| missing.field.owner() == FieldOwner::Guardian) && none.len() == 3);
}

#[test]
fn what_is_missing_of_a_child_keeps_that_child_from_being_booked_and_of_the_household_every_one() {
    let now = "2026-09-01T08:00";
    let of = |subject| Missing { subject, field: Field::ChildAllergies };
    let refusals = |world: &World, child| codes(world, &book(child, MIDI, "2026-09-15"), now);
    let mut world = World::new();
    world.files[0].missing = vec![of(FileSubject::Child(ADAM))];
    assert_eq!(refusals(&world, LINA), []);
    assert!(refusals(&world, ADAM).contains(&RefusalCode::FileIncomplete));
    world.files[0].missing.push(of(FileSubject::Household));
    let decided = decision(&world, &book(LINA, MIDI, "2026-09-15"), at(now));
    assert_eq!(decided.refusals.len(), 1);
    assert_eq!(
        decided.refusals[0].cause,
        Some(Cause::Missing(vec![of(FileSubject::Household)])),
        "with the list of what is missing, for whom it concerns"
    );
    // giving a place back is never kept from anybody
    let booked = world.booked(LINA, MIDI, "2026-09-15");
    assert_eq!(codes(&booked, &cancel(LINA, MIDI, "2026-09-15"), now), []);
}

#[test]
fn a_child_who_came_after_the_validation_is_to_be_checked_and_the_others_are_not() {
    let world = World::new().with(|world| {
        world.files[0].unchecked = vec![ADAM];
    });
    let file = &world.files[0];
    assert_eq!((file.state_for(LINA), file.state_for(ADAM)), (FileState::Validated, FileState::Received));
}

#[test]
fn a_child_goes_one_grade_higher_at_its_school_or_the_only_other_one() {
    let mut world = World::new();
    let of = |grade| Schooling { school_year: year(2026), school_id: TILLEULS, grade };
    let promote = |world: &World, grade| Promotion::of(&of(grade), &world.organisation.schools);
    assert_eq!(promote(&world, Grade::Gs), Promotion::GoesTo { school_id: TILLEULS, grade: Grade::Cp });
    assert_eq!(promote(&world, Grade::Cm2), Promotion::Leaves);
    world.organisation.schools[0].cycles = vec![Cycle::Maternelle];
    assert_eq!(promote(&world, Grade::Ms), Promotion::GoesTo { school_id: TILLEULS, grade: Grade::Gs });
    assert_eq!(promote(&world, Grade::Gs), Promotion::GoesTo { school_id: PORT, grade: Grade::Cp });
    let third = School { id: SchoolId(Uuid::from_u128(99)), ..world.organisation.schools[1].clone() };
    world.organisation.schools.push(third);
    assert_eq!(promote(&world, Grade::Gs), Promotion::ChooseSchool { grade: Grade::Cp });
}
