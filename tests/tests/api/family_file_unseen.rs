//! What staff have not seen is not decided on: answers and children that came meanwhile, files imported again.

use shared::families::{Field, FileState, FileSubject};
use shared::ids::ChildId;
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FileDecision, FileVerdict, NewMember};
use tests::{App, CLAIRE, Family, files, new_key, on_both_databases};

use super::family_file_steps::{REQUIRED, YEAR, ask_fields, complete, edit, sheet, text};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    what_came_after_reading_is_not_validated,
    a_child_added_by_a_request_that_began_before_the_decision_is_checked,
    more_about_a_new_child_leaves_the_others_validated,
    importing_again_leaves_what_staff_said,
);

fn decision(verdict: FileVerdict) -> FileDecision {
    let message = if verdict == FileVerdict::MoreNeeded { "Il manque l’acte de naissance." } else { "" };
    FileDecision {
        school_year: YEAR,
        verdict,
        message: message.to_owned(),
        resident: None,
        despite: String::new(),
    }
}

/// The version that staff read.
async fn read(agent: &Colleague, family: &Family) -> i32 {
    agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap().version
}

async fn add_nina(family: &Family) -> ChildId {
    let nina = NewMember {
        school_year: YEAR,
        values: [
            (Field::ChildFirstName, text("Nina")),
            (Field::ChildLastName, text("Martin")),
            (Field::ChildBirthDate, text("2021-06-03")),
            (Field::ChildAllergies, text("Aucune")),
        ]
        .into(),
    };
    let created = family.client.create_child(family.household, &new_key(), &nina).await.unwrap();
    let FileSubject::Child(id) = created.subject else { panic!("{created:?}") };
    id
}

async fn what_came_after_reading_is_not_validated(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    complete(&family).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let right = decision(FileVerdict::Validated);
    let version = read(&agent, &family).await;
    edit(&family, FileSubject::Household, Field::AddressCity, text("Sorcy")).await;
    let late = agent.client.decide_family_file(family.household, version, &right).await.unwrap_err();
    assert_eq!(late.code(), Some(ProblemCode::ChangedMeanwhile), "an answer they have not read");
    let version = read(&agent, &family).await;
    add_nina(&family).await;
    let late = agent.client.decide_family_file(family.household, version, &right).await.unwrap_err();
    assert_eq!(late.code(), Some(ProblemCode::ChangedMeanwhile), "a child they have not seen");
    let version = read(&agent, &family).await;
    agent.client.decide_family_file(family.household, version, &right).await.unwrap();
    assert_eq!(sheet(&family).await.file.unchecked, [], "seen at the same instant as it came");
}

async fn a_child_added_by_a_request_that_began_before_the_decision_is_checked(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    complete(&family).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let version = read(&agent, &family).await;
    let right = decision(FileVerdict::Validated);
    agent.client.decide_family_file(family.household, version, &right).await.unwrap();
    // of the same instant, as the clock stands still: it counts as later
    let nina = add_nina(&family).await;
    let file = sheet(&family).await.file;
    assert_eq!((file.state, file.unchecked.as_slice()), (FileState::Validated, &[nina][..]));
}

async fn more_about_a_new_child_leaves_the_others_validated(app: &App) {
    ask_fields(app, REQUIRED).await;
    let family = app.family(CLAIRE).await;
    complete(&family).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let decide = async |verdict| {
        let version = read(&agent, &family).await;
        agent.client.decide_family_file(family.household, version, &decision(verdict)).await.unwrap();
    };
    decide(FileVerdict::Validated).await;
    let nina = add_nina(&family).await;
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    assert!(sheet(&family).await.waits);
    decide(FileVerdict::MoreNeeded).await;
    let asked = sheet(&family).await;
    assert_eq!((asked.file.state, asked.file.unchecked.as_slice()), (FileState::Validated, &[nina][..]));
    assert_eq!((asked.waits, asked.message.as_deref()), (false, Some("Il manque l’acte de naissance.")));
    family.client.submit_family_file(family.household, YEAR).await.unwrap();
    assert!(sheet(&family).await.waits, "again, and once more for staff");
    decide(FileVerdict::Validated).await;
    let done = sheet(&family).await;
    assert_eq!((done.file.unchecked.as_slice(), done.waits, done.message), (&[][..], false, None));
    // with nobody new, more needed is about the whole file
    decide(FileVerdict::MoreNeeded).await;
    assert_eq!(sheet(&family).await.file.state, FileState::Incomplete);
}

async fn importing_again_leaves_what_staff_said(app: &App) {
    let family = app.family(CLAIRE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    assert_eq!(sheet(&family).await.file.state, FileState::Validated, "as it was imported");
    let version = read(&agent, &family).await;
    let more = decision(FileVerdict::MoreNeeded);
    agent.client.decide_family_file(family.household, version, &more).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    api::imports::run(app.db(), &app.clock, &files(folder.path())).await.unwrap();
    assert_eq!(sheet(&family).await.file.state, FileState::Incomplete);
    assert_eq!(read(&agent, &family).await, version + 1);
}
