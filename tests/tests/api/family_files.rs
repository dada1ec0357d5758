//! The family's side of its file: what is missing, edits, what is wrong with them, who comes into the household.

use client::FilesRequest;
use shared::bookings::{Cause, RefusalCode};
use shared::families::{Field, FieldValue, FileSubject, Missing};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FileDecision, FileEdit, FileVerdict, NewMember};
use tests::{App, CLAIRE, KARIM, new_key, on_both_databases};

use super::family_file_steps::{
    REQUIRED, YEAR, ask_fields, at, change_configuration, complete, edit, fault, me, part, sheet, text,
    try_edit,
};
use super::staff_steps::colleague;

on_both_databases!(
    what_is_missing_is_told_and_keeps_from_booking,
    an_edit_takes_effect_at_once,
    what_is_wrong_is_named_at_its_field_and_nothing_is_written,
    two_tabs_do_not_overwrite_each_other,
    a_child_who_comes_later_is_checked_and_the_others_book_on,
    the_other_household_of_a_child_sees_its_own_address,
    what_the_file_asks_is_checked_at_import,
);

async fn what_is_missing_is_told_and_keeps_from_booking(app: &App) {
    let family = app.family(CLAIRE).await;
    assert_eq!(sheet(&family).await.file.missing, [], "nothing was asked");
    ask_fields(app, REQUIRED).await;
    let told = sheet(&family).await;
    let subjects: Vec<_> = told.file.missing.iter().map(|missing| missing.field).collect();
    assert_eq!(subjects[..2], [Field::GuardianPhone, Field::AddressCity]);
    assert_eq!(subjects[2..], [Field::ChildAllergies; 3]);
    let reason = family.cell("Adam", "Midi", "2026-09-15").await.reason.unwrap();
    let adam = FileSubject::Child(family.child("Adam"));
    let missing = |subject, field| Missing { subject, field };
    let list = vec![
        missing(me(&told), Field::GuardianPhone),
        missing(FileSubject::Household, Field::AddressCity),
        missing(adam, Field::ChildAllergies),
    ];
    assert_eq!(
        (reason.code, reason.cause),
        (RefusalCode::FileIncomplete, Some(Cause::Missing(list.clone())))
    );
    // the server decides, whatever the browser shows
    let result = family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    let refusal = &result.outcomes[0].refusals[0];
    assert_eq!(
        (refusal.code, refusal.cause.clone()),
        (RefusalCode::FileIncomplete, Some(Cause::Missing(list)))
    );
    complete(&family).await;
    let result = family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    assert_eq!(result.outcomes[0].refusals, []);
}

async fn an_edit_takes_effect_at_once(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    let household = FileSubject::Household;
    let before = sheet(&family).await;
    let result = edit(&family, household, Field::AddressCity, text("  Void-Vacon ")).await;
    assert_eq!((result.applied, result.waiting), (vec![Field::AddressCity], vec![]));
    assert_eq!(result.version, part(&before, household).version + 1);
    edit(&family, me(&before), Field::GuardianLastName, text("d’Alès-Martin")).await;
    edit(&family, me(&before), Field::GuardianPhone, text("+33612345678")).await;
    edit(&family, lina, Field::ChildAllergies, text("Arachides")).await;
    edit(&family, lina, Field::ChildDiet, FieldValue::Several(vec!["pork".to_owned()])).await;
    edit(&family, lina, Field::ChildClass, text("CP bleu")).await;
    let after = sheet(&family).await;
    let value = |subject, field: Field| part(&after, subject).values.get(&field).cloned();
    assert_eq!(value(household, Field::AddressCity), Some(text("Void-Vacon")));
    assert_eq!(value(me(&after), Field::GuardianLastName), Some(text("d’Alès-Martin")));
    assert_eq!(value(me(&after), Field::GuardianPhone), Some(text("06 12 34 56 78")));
    assert_eq!(value(lina, Field::ChildAllergies), Some(text("Arachides")));
    assert_eq!(value(lina, Field::ChildDiet), Some(FieldValue::Several(vec!["pork".to_owned()])));
    assert_eq!(value(lina, Field::ChildClass), Some(text("CP bleu")));
    assert_eq!(value(lina, Field::ChildGrade), Some(text("cp")), "what is not named stays");
    // an answer that is not required may be taken out
    try_edit(&family, lina, &[(Field::ChildDiet, None), (Field::ChildClass, None)]).await.unwrap();
    let after = sheet(&family).await;
    assert!(!part(&after, lina).values.contains_key(&Field::ChildDiet));
    assert!(!part(&after, lina).values.contains_key(&Field::ChildClass));
    let guardian = family.client.get_current_account().await.unwrap().guardian.unwrap();
    assert_eq!(guardian.last_name, "d’Alès-Martin");
}

async fn what_is_wrong_is_named_at_its_field_and_nothing_is_written(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    let before = sheet(&family).await;
    let lina = FileSubject::Child(family.child("Lina"));
    let wrong = [
        (Field::ChildBirthDate, Some(text("2036-01-01"))),
        (Field::ChildAllergies, None),
        (Field::ChildDoctor, Some(text("Dr Knock"))),
        (Field::AddressCity, Some(text("Void"))),
        (Field::ChildFirstName, Some(text("Lina-Rose"))),
    ];
    let found = fault(try_edit(&family, lina, &wrong).await);
    for expected in [
        at(Field::AddressCity, "not_asked"),
        at(Field::ChildBirthDate, "future"),
        at(Field::ChildAllergies, "empty"),
        at(Field::ChildDoctor, "not_asked"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert_eq!(found.len(), 4);
    let unknown = shared::ids::SchoolId(uuid::Uuid::nil());
    let school = [(Field::ChildSchool, Some(text(&unknown.to_string())))];
    assert_eq!(fault(try_edit(&family, lina, &school).await), [at(Field::ChildSchool, "unknown_choice")]);
    let school_alone = [(Field::ChildGrade, None)];
    assert_eq!(fault(try_edit(&family, lina, &school_alone).await), [at(Field::ChildGrade, "empty")]);
    let year = FileEdit {
        subject: lina,
        school_year: shared::calendar::SchoolYear::starting_in(1999),
        values: [].into(),
    };
    let error = family.client.update_family_file(family.household, 1, &year).await;
    assert_eq!(fault(error), [("school_year".to_owned(), "unknown".to_owned())]);
    assert_eq!(sheet(&family).await.parts, before.parts);
}

async fn two_tabs_do_not_overwrite_each_other(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    let version = part(&sheet(&family).await, FileSubject::Household).version;
    let one = |city: &str| FileEdit {
        subject: FileSubject::Household,
        school_year: YEAR,
        values: [(Field::AddressCity, Some(text(city)))].into(),
    };
    family.client.update_family_file(family.household, version, &one("Void")).await.unwrap();
    let late = family.client.update_family_file(family.household, version, &one("Sorcy")).await;
    assert_eq!(late.unwrap_err().code(), Some(ProblemCode::ChangedMeanwhile));
    let stands = sheet(&family).await;
    assert_eq!(part(&stands, FileSubject::Household).values[&Field::AddressCity], text("Void"));
}

async fn a_child_who_comes_later_is_checked_and_the_others_book_on(app: &App) {
    change_configuration(app, |text| {
        let text =
            text.replacen("code = \"cantine\"", "code = \"cantine\"\nrequires_validated_file = true", 1);
        [text.as_str(), REQUIRED].concat()
    })
    .await;
    let family = app.family(CLAIRE).await;
    complete(&family).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let right = FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident: None,
        despite: String::new(),
    };
    let abroad = FileDecision { resident: Some(false), ..right.clone() };
    let version =
        agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap().version;
    agent.client.decide_family_file(family.household, version, &abroad).await.unwrap();
    assert!(
        sheet(&family).await.resident == Some(false)
            && !family.planning("2026-09-15", "2026-09-15").await.facts.children[0].resident
    );
    app.set("2026-09-07T08:05");
    let school = text(&family.facts.organisation.schools[0].id.to_string());
    let nina = NewMember {
        school_year: YEAR,
        values: [
            (Field::ChildFirstName, text("Nina")),
            (Field::ChildLastName, text("Martin")),
            (Field::ChildBirthDate, text("2021-06-03")),
            (Field::ChildAllergies, text("Aucune")),
            (Field::ChildSchool, school),
            (Field::ChildGrade, text("gs")),
        ]
        .into(),
    };
    let key = new_key();
    let created = family.client.create_child(family.household, &key, &nina).await.unwrap();
    assert_eq!(family.client.create_child(family.household, &key, &nina).await.unwrap(), created, "once");
    let twin = fault(family.client.create_child(family.household, &new_key(), &nina).await);
    assert_eq!(twin, [("values".to_owned(), "exists".to_owned())]);
    let future = NewMember {
        values: [(Field::ChildFirstName, text("Tom")), (Field::ChildBirthDate, text("2030-01-01"))].into(),
        ..nina.clone()
    };
    let found = fault(family.client.create_child(family.household, &new_key(), &future).await);
    assert_eq!(found, [at(Field::ChildLastName, "empty"), at(Field::ChildBirthDate, "future")]);

    let family = app.family(CLAIRE).await;
    let result = family
        .send(&[family.book("Nina", "Midi", "2026-09-15"), family.book("Adam", "Midi", "2026-09-15")])
        .await;
    let codes = tests::outcome_codes(&result.outcomes);
    assert_eq!(codes[0].1, Some(RefusalCode::FileNotValidated));
    assert_eq!(codes[1].1, None, "the elder is not kept from booking");
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    let to_check = FilesRequest { school_year: Some(YEAR), ..FilesRequest::default() };
    let listed = agent.client.list_family_files(&to_check).await.unwrap().items;
    let summary = listed.iter().find(|it| it.household_id == family.household).expect("to be checked");
    app.set("2026-09-07T08:10");
    agent.client.decide_family_file(family.household, summary.version, &right).await.unwrap();
    let result = family.send(&[family.book("Nina", "Midi", "2026-09-15")]).await;
    assert_eq!(result.outcomes[0].refusals, []);

    let paul = NewMember {
        school_year: YEAR,
        values: [
            (Field::GuardianFirstName, text("Paul")),
            (Field::GuardianLastName, text("Martin")),
            (Field::GuardianPhone, text("0611111111")),
        ]
        .into(),
    };
    family.client.create_guardian(family.household, &new_key(), &paul).await.unwrap();
    let guardians = sheet(&family)
        .await
        .parts
        .iter()
        .filter(|part| matches!(part.subject, FileSubject::Guardian(_)))
        .count();
    assert_eq!(guardians, 2);
}

async fn the_other_household_of_a_child_sees_its_own_address(app: &App) {
    ask_fields(app, REQUIRED).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    edit(&claire, FileSubject::Household, Field::AddressCity, text("Void")).await;
    let lina = FileSubject::Child(claire.child("Lina"));
    edit(&claire, lina, Field::ChildAllergies, text("Arachides")).await;
    let seen = sheet(&karim).await;
    assert_eq!(part(&seen, FileSubject::Household).values.get(&Field::AddressCity), None);
    let shown = serde_json::to_string(&seen).unwrap();
    assert!(!shown.contains("Void") && !shown.contains(CLAIRE), "{shown}");
    assert_eq!(part(&seen, lina).elsewhere, ["Claire"], "a first name is all");
    assert_eq!(part(&seen, lina).values[&Field::ChildAllergies], text("Arachides"), "the child is one");
}

async fn what_the_file_asks_is_checked_at_import(app: &App) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = tests::files(folder.path());
    files.families = None;
    let text = std::fs::read_to_string(&files.config).unwrap();
    for (wrong, said) in [
        ("[file.fields]\nchild_religion = \"optional\"", "unknown variant `child_religion`"),
        ("[file.fields]\nchild_diet = \"maybe\"", "`hidden`, `optional`, `required`, or a table"),
        (
            "[file.fields]\nchild_first_name = \"hidden\"",
            "file.fields.child_first_name: nobody can be registered",
        ),
        ("[file.years.\"1999-2000\"]\nchild_diet = \"optional\"", "not among organisation.school_years"),
    ] {
        std::fs::write(&files.config, [text.as_str(), "\n", wrong].concat()).unwrap();
        let error = api::imports::run(app.db(), &app.clock, &files).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}
