//! Edits that wait: by school year, judged before they wait and when they are accepted, seen by the other guardian.

use client::PageRequest;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ChangeDecision, FileEdit};
use tests::{App, CLAIRE, on_both_databases};

use super::family_file_steps::{
    AFTER_ACCEPTANCE, YEAR, ask_fields, at, change_configuration, edit, fault, part, sheet, text, try_edit,
    waiting_change,
};
use super::staff_steps::colleague;

on_both_databases!(
    what_waits_for_two_school_years_waits_apart,
    what_staff_could_not_accept_does_not_wait,
    what_is_no_longer_asked_is_not_accepted,
    who_asks_for_something_else_has_seen_what_waits,
    what_nobody_sees_is_no_name,
    what_is_replaced_has_been_seen,
);

const NEXT: SchoolYear = SchoolYear::starting_in(2027);

async fn what_waits_for_two_school_years_waits_apart(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    edit(&family, lina, Field::ChildFirstName, text("Lina-Rose")).await;
    let before = family.client.get_family_file(family.household, Some(NEXT)).await.unwrap();
    assert_eq!(part(&before, lina).waiting, None);
    let next = FileEdit {
        subject: lina,
        school_year: NEXT,
        values: [(Field::ChildLastName, Some(text("Durand")))].into(),
    };
    family.client.update_family_file(family.household, part(&before, lina).version, &next).await.unwrap();
    let agent = colleague(app, "agent", Role::Agent).await;
    let listed = agent.client.list_change_requests(&PageRequest::default()).await.unwrap().items;
    let asked: Vec<_> = listed.iter().map(|one| (one.school_year, one.changes[0].field)).collect();
    assert_eq!(asked, [(YEAR, Field::ChildFirstName), (NEXT, Field::ChildLastName)]);
}

async fn what_staff_could_not_accept_does_not_wait(app: &App) {
    let fields = AFTER_ACCEPTANCE.to_owned() + "child_school = \"optional\"\nchild_grade = \"optional\"\n";
    ask_fields(app, &fields).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    let without = try_edit(&family, lina, &[(Field::ChildGrade, None)]).await;
    assert_eq!(fault(without), [at(Field::ChildGrade, "empty")]);
    assert_eq!(part(&sheet(&family).await, lina).waiting, None);
}

async fn what_is_no_longer_asked_is_not_accepted(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let id = waiting_change(&family).await;
    change_configuration(app, |text| {
        [text, &AFTER_ACCEPTANCE.replace("address_city = \"optional\"", "address_city = \"hidden\"")].concat()
    })
    .await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let decide = async |accepted, reason: &str| {
        let decision = ChangeDecision { accepted, reason: reason.to_owned() };
        agent.client.decide_change_request(id, 1, &decision).await
    };
    assert_eq!(fault(decide(true, "").await), [at(Field::AddressCity, "not_asked")]);
    decide(false, "Cela n’est plus demandé.").await.unwrap();
}

async fn who_asks_for_something_else_has_seen_what_waits(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    edit(&family, FileSubject::Household, Field::AddressCity, text("Void")).await;
    let read = part(&sheet(&family).await, FileSubject::Household).version;
    let ask = async |city: &str| {
        let values: [(Field, Option<FieldValue>); 1] = [(Field::AddressCity, Some(text(city)))];
        let edit = FileEdit { subject: FileSubject::Household, school_year: YEAR, values: values.into() };
        family.client.update_family_file(family.household, read, &edit).await
    };
    let result = ask("Sorcy").await.unwrap();
    assert_eq!(result.version, part(&sheet(&family).await, FileSubject::Household).version);
    let late = ask("Commercy").await.unwrap_err();
    assert_eq!(late.code(), Some(ProblemCode::ChangedMeanwhile));
    let agent = colleague(app, "agent", Role::Agent).await;
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    assert!(record.events.iter().any(|event| event.action == "asked"), "{record:?}");
}

async fn what_nobody_sees_is_no_name(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let lina = FileSubject::Child(family.child("Lina"));
    let nothing = try_edit(&family, lina, &[(Field::ChildFirstName, Some(text("\u{200b}")))]).await;
    assert_eq!(fault(nothing), [at(Field::ChildFirstName, "empty")]);
    edit(&family, lina, Field::ChildFirstName, text("Li\u{202e}sa")).await;
    let waiting = part(&sheet(&family).await, lina).waiting.clone().unwrap();
    assert_eq!(waiting.values[&Field::ChildFirstName], Some(text("Lisa")));
}

async fn what_is_replaced_has_been_seen(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let id = waiting_change(&family).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let seen = async || {
        let listed = agent.client.list_change_requests(&PageRequest::default()).await.unwrap().items;
        (listed[0].version, listed[0].changes[0].old.clone())
    };
    assert_eq!(seen().await, (1, Some(text("Void"))));
    // in the file of another school year: what waits in this one is not settled by it
    let values = [(Field::AddressCity, Some(text("Commercy")))].into();
    let edit = FileEdit { subject: FileSubject::Household, school_year: NEXT, values };
    let version = part(&sheet(&family).await, FileSubject::Household).version;
    agent.client.update_family_file_of_household(family.household, version, &edit).await.unwrap();
    let accept = ChangeDecision { accepted: true, reason: String::new() };
    let late = agent.client.decide_change_request(id, 1, &accept).await.unwrap_err();
    assert_eq!(late.code(), Some(ProblemCode::ChangedMeanwhile));
    let city =
        async || part(&sheet(&family).await, FileSubject::Household).values[&Field::AddressCity].clone();
    assert_eq!(city().await, text("Commercy"), "nothing is overwritten unseen");
    assert_eq!(seen().await, (2, Some(text("Commercy"))), "what it would replace is shown");
    agent.client.decide_change_request(id, 2, &accept).await.unwrap();
    assert_eq!(city().await, text("Void-Vacon"));
}
