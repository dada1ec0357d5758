//! In spring families come for September: a child is told for the next school year alone, and that year's file is enough.

use std::collections::BTreeMap;

use shared::activities::Ineligible;
use shared::bookings::{Cause, LineResult, Refusal, RefusalCode};
use shared::calendar::SchoolYear;
use shared::catalogue::Language;
use shared::families::{Field, FieldValue, FileState, FileSubject};
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FileDecision, FileEdit, FileVerdict, NewMember, NewSignUp, SignUpConfirmation};
use tests::{App, Family, PASSWORD, book, day, new_key, on_both_databases, outcome_codes};

use super::account_steps::{last_mail, problem};
use super::family_file_steps::{YEAR, change_configuration, fault, text};
use super::school_year_steps::{NEXT, open, preview};
use super::staff_steps::{Colleague, colleague};

const LEA: &str = "lea.petit@example.org";
/// Registration for September is open.
const SPRING: &str = "2027-04-05T10:00";

/// Nothing is booked before staff have looked; school is asked of every child, and of allergies from September on.
const FIELDS: &str = r#"
[file]
entry = "both"
edits = "at_once"

[file.fields]
child_school = "required"
child_grade = "required"

[file.years."2027-2028"]
child_allergies = "required"
"#;

on_both_databases!(
    a_child_of_september_is_told_for_september,
    a_file_of_a_year_in_which_no_child_begins_is_not_sent,
    a_child_of_september_holds_no_brother_up,
    who_begins_later_is_validated_with_the_file_of_that_year,
    what_children_may_begin_in_is_told,
);

async fn validation_required(app: &App) {
    change_configuration(app, |text| {
        let canteen = "code = \"cantine\"\nrequires_validated_file = true";
        [text.replacen("code = \"cantine\"", canteen, 1).as_str(), FIELDS].concat()
    })
    .await;
    app.set(SPRING);
}

/// A parent who has just signed up.
async fn new_family(app: &App) -> Family {
    validation_required(app).await;
    let values = [(Field::GuardianFirstName, text("Léa")), (Field::GuardianLastName, text("Petit"))];
    let new = NewSignUp {
        email: LEA.to_owned(),
        password: PASSWORD.to_owned(),
        language: Language::Fr,
        values: values.into(),
    };
    app.client().create_sign_up(&new).await.unwrap();
    app.idle().await;
    let token = last_mail(app, LEA).await.1.expect("a link");
    let confirmation = SignUpConfirmation { token, password: PASSWORD.to_owned() };
    app.client().confirm_sign_up(&confirmation).await.unwrap();
    app.family(LEA).await
}

async fn add(family: &Family, year: SchoolYear, first: &str, grade: &str, more: &[(Field, FieldValue)]) {
    let organisation = &family.facts.organisation;
    let mut values: BTreeMap<_, _> = [
        (Field::ChildFirstName, text(first)),
        (Field::ChildLastName, text("Petit")),
        (Field::ChildBirthDate, text("2021-05-04")),
        (Field::ChildSchool, text(&organisation.schools[0].id.to_string())),
        (Field::ChildGrade, text(grade)),
    ]
    .into();
    values.extend(more.iter().cloned());
    let new = NewMember { school_year: year, values };
    family.client.create_child(family.household, &new_key(), &new).await.unwrap();
}

async fn validate(agent: &Colleague, household: HouseholdId, year: SchoolYear) {
    let file = agent.client.get_family_file_of_household(household, Some(year)).await.unwrap();
    assert!(file.waits, "it is in the queue of that school year");
    let decision = FileDecision {
        school_year: year,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident: None,
        despite: String::new(),
    };
    agent.client.decide_family_file(household, file.version, &decision).await.unwrap();
}

/// The link of the newest mail.
async fn newest_link(app: &App) -> (String, String) {
    app.idle().await;
    let mail = app.mails().await.into_iter().find(|mail| mail.summary.to_address == LEA).expect("a mail");
    let link = mail.text.split_whitespace().find(|word| word.starts_with("http")).expect("a link");
    (mail.summary.subject, link.to_owned())
}

async fn a_child_of_september_is_told_for_september(app: &App) {
    let family = new_family(app).await;
    let sheet = family.client.get_family_file(family.household, None).await.unwrap();
    assert_eq!(sheet.beginning.suggested, NEXT, "who comes in April comes for September");
    add(&family, NEXT, "Zoé", "cp", &[(Field::ChildAllergies, text("Aucune"))]).await;
    let family = app.family(LEA).await;
    let zoe = family.child("Zoé");

    // nothing is asked of her before
    let of = async |year| family.client.get_family_file(family.household, Some(year)).await.unwrap();
    let present = of(YEAR).await;
    assert_eq!((present.file.missing, present.file.later), (vec![], vec![zoe]));
    let next = of(NEXT).await;
    assert_eq!((next.file.missing, next.file.later), (vec![], vec![]));
    assert_eq!(next.missing_documents, []);

    let lunch = book(zoe, family.slot("Midi"), day("2027-09-14"));
    let refused = family.send(&[lunch]).await.outcomes;
    assert_eq!(outcome_codes(&refused), [(LineResult::Refused, Some(RefusalCode::FileIncomplete))]);
    family.client.submit_family_file(family.household, NEXT).await.unwrap();
    let (subject, link) = newest_link(app).await;
    assert_eq!(
        (subject.as_str(), link),
        ("Votre dossier est bien arrivé", format!("{}/file?year=2027-2028", app.config.public_url))
    );
    let agent = colleague(app, "agent", Role::Administrator).await;
    validate(&agent, family.household, NEXT).await;
    let (subject, link) = newest_link(app).await;
    assert_eq!(subject, "Votre dossier est validé");
    assert_eq!(link, format!("{}/file?year=2027-2028", app.config.public_url));

    let booked = family.send(&[lunch]).await.outcomes;
    assert_eq!(outcome_codes(&booked), [(LineResult::Booked, None)]);
    // and nothing before September
    let lunch = book(zoe, family.slot("Midi"), day("2027-06-15"));
    let [outcome] = family.send(&[lunch]).await.outcomes.try_into().unwrap();
    let unknown = Cause::Ineligible(Ineligible::SchoolingUnknown { school_year: YEAR });
    let causes: Vec<Option<Cause>> =
        outcome.refusals.into_iter().map(|Refusal { cause, .. }| cause).collect();
    assert!(causes.contains(&Some(unknown)), "{causes:?}");

    // opening the year later changes nothing of what is told
    let lines = preview(&agent.client).await;
    assert!(lines.iter().all(|line| line.child_id != zoe), "she was not there the year before");
    open(&agent.client, Vec::new()).await.unwrap();
    let opened = of(NEXT).await;
    let subject = FileSubject::Child(zoe);
    let told = &opened.parts.iter().find(|part| part.subject == subject).unwrap().values;
    assert_eq!(told[&Field::ChildGrade], text("cp"));
    assert_eq!(opened.file.state, FileState::Validated);
    assert!(family.has("Zoé", "Midi", "2027-09-14").await);
}

async fn a_file_of_a_year_in_which_no_child_begins_is_not_sent(app: &App) {
    let family = new_family(app).await;
    add(&family, NEXT, "Zoé", "cp", &[]).await;
    let submit = async |year| family.client.submit_family_file(family.household, year).await;
    assert_eq!(fault(submit(YEAR).await), [("children".to_owned(), "empty".to_owned())]);
    // of the next year, what that year asks is missing
    let missing = ("missing.child_allergies".to_owned(), "empty".to_owned());
    assert_eq!(fault(submit(NEXT).await), [missing]);
    assert_eq!(problem(submit(SchoolYear::starting_in(2031)).await).code, ProblemCode::InvalidValue);
}

async fn a_child_of_september_holds_no_brother_up(app: &App) {
    let family = new_family(app).await;
    add(&family, YEAR, "Tom", "ce2", &[]).await;
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    let agent = colleague(app, "agent", Role::Administrator).await;
    validate(&agent, family.household, YEAR).await;
    app.set("2027-04-05T10:05");
    add(&family, NEXT, "Zoé", "cp", &[]).await;
    let file = family.client.get_family_file(family.household, Some(YEAR)).await.unwrap().file;
    assert_eq!((file.state, file.missing, file.unchecked), (FileState::Validated, vec![], vec![]));

    // once she is told to come this year already, staff look at her
    let family = app.family(LEA).await;
    let zoe = family.child("Zoé");
    let sheet = family.client.get_family_file(family.household, Some(YEAR)).await.unwrap();
    let part = sheet.parts.iter().find(|part| part.subject == FileSubject::Child(zoe)).unwrap();
    let school = text(&family.facts.organisation.schools[0].id.to_string());
    let edit = FileEdit {
        subject: part.subject,
        school_year: YEAR,
        values: [(Field::ChildSchool, Some(school)), (Field::ChildGrade, Some(text("gs")))].into(),
    };
    family.client.update_family_file(family.household, part.version, &edit).await.unwrap();
    let file = family.client.get_family_file(family.household, Some(YEAR)).await.unwrap().file;
    assert_eq!((file.state, file.unchecked, file.later), (FileState::Validated, vec![zoe], vec![]));
}

async fn who_begins_later_is_validated_with_the_file_of_that_year(app: &App) {
    let family = new_family(app).await;
    add(&family, YEAR, "Tom", "ce2", &[]).await;
    add(&family, NEXT, "Zoé", "cp", &[]).await;
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    let agent = colleague(app, "agent", Role::Administrator).await;
    validate(&agent, family.household, YEAR).await;

    // opening the year carries over what staff have said, and they have said nothing of her
    open(&agent.client, Vec::new()).await.unwrap();
    let family = app.family(LEA).await;
    let (tom, zoe) = (family.child("Tom"), family.child("Zoé"));
    let next = async || family.client.get_family_file(family.household, Some(NEXT)).await.unwrap().file;
    let carried = next().await;
    assert_eq!((carried.state, &carried.unchecked), (FileState::Validated, &vec![zoe]));
    assert_eq!(carried.state_for(tom), FileState::Validated);

    // once they have, a decision on the present year takes nothing back
    let validated = async |year, despite: &str| {
        let file = agent.client.get_family_file_of_household(family.household, Some(year)).await.unwrap();
        let decision = FileDecision {
            school_year: year,
            verdict: FileVerdict::Validated,
            message: String::new(),
            resident: None,
            despite: despite.to_owned(),
        };
        agent.client.decide_family_file(family.household, file.version, &decision).await.unwrap();
    };
    validated(NEXT, "Vue au guichet").await;
    assert_eq!(next().await.unchecked, []);
    validated(YEAR, "").await;
    assert_eq!(next().await.unchecked, []);
}

async fn what_children_may_begin_in_is_told(app: &App) {
    let beginning = async || app.client().get_organisation().await.unwrap().beginning.unwrap();
    let autumn = beginning().await;
    assert_eq!((autumn.school_years, autumn.suggested), (vec![YEAR, NEXT], YEAR));
    app.set(SPRING);
    assert_eq!(beginning().await.suggested, NEXT);
}
