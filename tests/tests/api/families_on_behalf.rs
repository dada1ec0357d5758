//! Staff make, complete and correct households on behalf of families, and attach accounts later.

use api::entities::{child_grades, children, guardians};
use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, EntityTrait};
use shared::families::{Field, FieldValue, FileSubject};
use shared::ids::{GuardianId, HouseholdId};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{
    ChildDeparture, FamilyFileSheet, FileEdit, GuardianAddress, HouseholdCreated, InvitationOutcome,
    NewChild, NewGuardian, NewHousehold, NewMember, PasswordProof,
};
use std::collections::BTreeMap;
use tests::{App, CLAIRE, KARIM, MAI, new_key, on_both_databases};

use super::account_steps::{GOOD, last_mail, problem, reset, set, sign_in};
use super::family_file_steps::{
    AFTER_ACCEPTANCE, REQUIRED, YEAR, ask_fields, part, sheet, text, waiting_change,
};
use super::staff_steps::{Colleague, colleague, colleague_of, facilities};

on_both_databases!(
    a_household_is_made_and_an_account_attached_later,
    what_staff_write_holds_at_once_and_is_told,
    a_child_who_comes_leaves_and_comes_back,
    somebody_entered_by_mistake_is_taken_out,
    who_is_taken_out_of_one_household_stays_in_the_other,
    perhaps_the_same_family_is_told_to_staff_alone,
    an_account_that_signs_up_finds_its_guardian,
    a_guardian_whose_address_is_known_is_let_in_without_having_been_invited,
);

/// A family without a mail address.
pub(crate) fn petit() -> NewHousehold {
    NewHousehold {
        school_year: YEAR,
        resident: Some(true),
        values: BTreeMap::new(),
        guardians: vec![NewGuardian { values: guardian("Odile", "d’Alès-Petit"), email: None }],
        children: vec![NewChild { values: child("Tom", "Petit", "2019-05-04") }],
    }
}

pub(crate) fn guardian(first: &str, last: &str) -> BTreeMap<Field, FieldValue> {
    [(Field::GuardianFirstName, text(first)), (Field::GuardianLastName, text(last))].into()
}

pub(crate) fn child(first: &str, last: &str, born: &str) -> BTreeMap<Field, FieldValue> {
    [
        (Field::ChildFirstName, text(first)),
        (Field::ChildLastName, text(last)),
        (Field::ChildBirthDate, text(born)),
    ]
    .into()
}

pub(crate) async fn make(agent: &Colleague, new: &NewHousehold) -> HouseholdCreated {
    agent.client.create_household(&new_key(), new).await.unwrap()
}

pub(crate) async fn look(agent: &Colleague, household: HouseholdId) -> FamilyFileSheet {
    agent.client.get_family_file_of_household(household, Some(YEAR)).await.unwrap()
}

async fn version(agent: &Colleague, household: HouseholdId, subject: FileSubject) -> i32 {
    part(&look(agent, household).await, subject).version
}

async fn address(
    agent: &Colleague,
    (household, guardian): (HouseholdId, GuardianId),
    email: &str,
    invite: bool,
) -> Option<InvitationOutcome> {
    let version = version(agent, household, FileSubject::Guardian(guardian)).await;
    let asked = GuardianAddress { email: email.to_owned(), invite };
    agent.client.update_guardian_address(household, guardian, version, &asked).await.unwrap().invitation
}

async fn a_household_is_made_and_an_account_attached_later(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (key, new) = (new_key(), petit());
    let made = agent.client.create_household(&key, &new).await.unwrap();
    assert_eq!(agent.client.create_household(&key, &new).await.unwrap(), made, "once");
    let file = look(&agent, made.household_id).await;
    assert_eq!(
        (file.name.as_str(), file.resident, file.parts.len()),
        ("Famille d’Alès-Petit", Some(true), 3)
    );
    let who = (made.household_id, made.guardians[0]);
    assert_eq!(address(&agent, who, " Odile@Example.org ", true).await, Some(InvitationOutcome::Invited));
    app.idle().await;
    let (_, link) = last_mail(app, "odile@example.org").await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    let client = sign_in(app, "odile@example.org", GOOD).await.unwrap();
    let account = client.get_current_account().await.unwrap();
    assert_eq!(account.households[0].id, made.household_id);
    let own = client.get_family_file(made.household_id, None).await.unwrap();
    assert!(own.parts.iter().any(|part| part.is_me && part.subject == FileSubject::Guardian(who.1)));
    assert!(own.parts.iter().all(|part| part.known_email.is_none()));
    let record =
        agent.client.get_household_record(made.household_id, &client::PageRequest::default()).await.unwrap();
    let deeds: Vec<_> = record.events.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(deeds.iter().filter(|deed| **deed == "added").count(), 3);
    assert!(deeds.contains(&"address_given"));
    assert!(record.events.iter().all(|event| event.by == Some(agent.id)), "by whom, on whose behalf");
}

async fn what_staff_write_holds_at_once_and_is_told(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let family = app.family(CLAIRE).await;
    waiting_change(&family).await;
    let household = FileSubject::Household;
    let before = part(&sheet(&family).await, household).version;
    let values = [(Field::AddressCity, Some(text("Commercy")))].into();
    let edit = FileEdit { subject: household, school_year: YEAR, values };
    let done = agent.client.update_family_file_of_household(family.household, before, &edit).await.unwrap();
    assert_eq!((done.applied, done.waiting, done.version), (vec![Field::AddressCity], vec![], before + 1));
    let after = sheet(&family).await;
    assert_eq!(part(&after, household).values[&Field::AddressCity], text("Commercy"));
    assert_eq!(part(&after, household).waiting, None, "what waited is settled by it");
    // health too, told in the history without what it says
    let lina = FileSubject::Child(family.child("Lina"));
    let values = [(Field::ChildAllergies, Some(text("Arachides")))].into();
    let edit = FileEdit { subject: lina, school_year: YEAR, values };
    let version = part(&after, lina).version;
    agent.client.update_family_file_of_household(family.household, version, &edit).await.unwrap();
    assert_eq!(part(&sheet(&family).await, lina).values[&Field::ChildAllergies], text("Arachides"));
    let rows = sea_orm::EntityTrait::find;
    let all = rows_of(app, rows()).await;
    assert!(!all.contains("Arachides"), "{all}");
}

async fn rows_of(app: &App, query: sea_orm::Select<api::entities::history::Entity>) -> String {
    format!("{:?}", query.all(app.db().reader()).await.unwrap())
}

async fn a_child_who_comes_leaves_and_comes_back(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let family = app.family(CLAIRE).await;
    let new = NewMember { school_year: YEAR, values: child("Noé", "Martin", "2022-01-03") };
    let made = agent.client.create_child_of_household(family.household, &new_key(), &new).await.unwrap();
    let file = look(&agent, family.household).await;
    assert!(file.file.unchecked.is_empty(), "who is added by staff is checked");
    assert!(file.parts.iter().any(|part| part.subject == made.subject));
    let adam = family.child("Adam");
    let subject = FileSubject::Child(adam);
    family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    let gone = async |gone| {
        let departure = ChildDeparture { school_year: YEAR, gone };
        let version = version(&agent, family.household, subject).await;
        agent.client.update_child_departure(family.household, adam, version, &departure).await.unwrap()
    };
    assert_eq!(gone(true).await.bookings, 1, "what is booked stays, and is told");
    let file = look(&agent, family.household).await;
    assert_eq!(part(&file, subject).gone_from, Some(YEAR));
    assert!(!part(&file, subject).values.contains_key(&Field::ChildSchool));
    gone(false).await;
    assert_eq!(part(&look(&agent, family.household).await, subject).gone_from, None);
}

async fn somebody_entered_by_mistake_is_taken_out(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let made = make(&agent, &petit()).await;
    let household = made.household_id;
    let new = NewMember { school_year: YEAR, values: guardian("Paul", "Petit") };
    let paul = agent.client.create_guardian_of_household(household, &new_key(), &new).await.unwrap();
    let FileSubject::Guardian(paul) = paul.subject else { panic!("{paul:?}") };
    address(&agent, (household, paul), "paul@example.org", true).await;
    app.idle().await;
    let link = last_mail(app, "paul@example.org").await.1.expect("a link");
    set(app, &link, GOOD).await.unwrap();
    let client = sign_in(app, "paul@example.org", GOOD).await.unwrap();
    client.get_family_file(household, None).await.unwrap();
    let version = version(&agent, household, FileSubject::Guardian(paul)).await;
    agent.client.remove_guardian(household, paul, version).await.unwrap();
    assert!(client.get_family_file(household, None).await.is_err(), "the right ends at once");
    let (tom, at) = (made.children[0], FileSubject::Child(made.children[0]));
    let version = part(&look(&agent, household).await, at).version;
    agent.client.remove_child(household, tom, version).await.unwrap();
    assert_eq!(look(&agent, household).await.parts.len(), 2);
    // nothing of them stays that no rule would ever reach
    let db = app.db().reader();
    let row = guardians::Entity::find_by_id(paul.0).one(db).await.unwrap().unwrap();
    assert_eq!((row.first_name.as_str(), row.last_name.as_str()), ("—", "—"));
    assert_eq!((row.email, row.phone, row.account_id), (None, None, None));
    let row = children::Entity::find_by_id(tom.0).one(db).await.unwrap().unwrap();
    assert_eq!((row.first_name.as_str(), row.birth_date.to_string().as_str()), ("—", "1900-01-01"));
    // a name given again is given to somebody else
    let who = (household, made.guardians[0]);
    assert_eq!(address(&agent, who, "paul@example.org", false).await, None, "the address is nobody's");
}

async fn who_is_taken_out_of_one_household_stays_in_the_other(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let lina = claire.child("Lina");
    let at = version(&agent, karim.household, FileSubject::Child(lina)).await;
    agent.client.remove_child(karim.household, lina, at).await.unwrap();
    assert_eq!(look(&agent, karim.household).await.parts.len(), 2);
    let row = children::Entity::find_by_id(lina.0).one(app.db().reader()).await.unwrap().unwrap();
    assert_eq!(row.first_name, "Lina");
    // who had a grade and is taken out is proposed for no school year
    let mai = app.family(MAI).await;
    let school = app.client().get_organisation().await.unwrap().schools[0].id;
    let new = NewMember { school_year: YEAR, values: child("Noé", "Martin", "2018-01-03") };
    let made = agent.client.create_child_of_household(mai.household, &new_key(), &new).await;
    let FileSubject::Child(noe) = made.unwrap().subject else { panic!("a child") };
    let grade = child_grades::ActiveModel {
        child_id: Set(noe.0),
        school_year: Set(YEAR.to_string()),
        school_id: Set(school.0),
        grade: Set("ce1".to_owned()),
        class_name: Set(None),
    };
    let insert = async |tx: &sea_orm::DatabaseTransaction| {
        child_grades::Entity::insert(grade.clone()).exec_without_returning(tx).await?;
        Ok(())
    };
    app.db().write(insert).await.unwrap();
    let at = version(&agent, mai.household, FileSubject::Child(noe)).await;
    agent.client.remove_child(mai.household, noe, at).await.unwrap();
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let lines = super::school_year_steps::preview(&administrator.client).await;
    assert!(lines.iter().all(|line| line.child_id != noe));
}

async fn perhaps_the_same_family_is_told_to_staff_alone(app: &App) {
    ask_fields(app, REQUIRED).await;
    let school = app.client().get_organisation().await.unwrap().schools[0].id;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut twice = petit();
    twice.children = vec![NewChild { values: child("ZOE", "nguyen", "2018-09-21") }];
    twice.children[0].values.insert(Field::ChildSchool, text(&school.to_string()));
    twice.children[0].values.insert(Field::ChildGrade, text("ce2"));
    let made = make(&agent, &twice).await;
    let mai = app.family(MAI).await;
    let same: Vec<_> = made.perhaps_same.iter().map(|one| (one.household_id, one.child.as_str())).collect();
    assert_eq!(same, [(mai.household, "Zoé")]);
    let seen = look(&agent, mai.household).await;
    assert_eq!(seen.perhaps_same[0].household_id, made.household_id);
    assert!(sheet(&mai).await.perhaps_same.is_empty(), "never told to the family");
    // a child of two households is no double
    let claire = app.family(CLAIRE).await;
    assert_eq!(look(&agent, claire.household).await.perhaps_same, []);
    // a referent reads neither when they serve none of the children
    let places = facilities(app).await[1..].to_vec();
    let referent = colleague_of(app, "referent", Role::Referent, places).await;
    let seen = referent.client.get_family_file_of_household(made.household_id, None).await;
    assert_eq!(problem(seen).code, ProblemCode::NotFound);
}

async fn an_account_that_signs_up_finds_its_guardian(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut new = petit();
    new.guardians[0].email = Some("Odile@example.org".to_owned());
    let made = make(&agent, &new).await;
    let begun = shared::wire::NewSignUp {
        email: "odile@example.org".to_owned(),
        password: GOOD.to_owned(),
        language: shared::catalogue::Language::Fr,
        values: guardian("Odile", "Petit"),
    };
    app.client().create_sign_up(&begun).await.unwrap();
    app.idle().await;
    let token = last_mail(app, "odile@example.org").await.1.expect("a link");
    let confirmation = shared::wire::SignUpConfirmation { token, password: GOOD.to_owned() };
    app.client().confirm_sign_up(&confirmation).await.unwrap();
    let client = sign_in(app, "odile@example.org", GOOD).await.unwrap();
    let account = client.get_current_account().await.unwrap();
    assert_eq!(account.households[0].id, made.household_id);
    // an address of a colleague who is a parent besides
    let other = make(&agent, &petit()).await;
    let who = (other.household_id, other.guardians[0]);
    let helper = colleague(app, "helper", Role::Agent).await;
    assert_eq!(address(&helper, who, &agent.email, false).await, None);
    assert_eq!(agent.client.get_current_account().await.unwrap().households[0].id, other.household_id);
}

async fn a_guardian_whose_address_is_known_is_let_in_without_having_been_invited(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let made = make(&agent, &petit()).await;
    assert_eq!(
        address(&agent, (made.household_id, made.guardians[0]), "odile@example.org", false).await,
        None
    );
    let mails = app.mails().await.len();
    // where parents sign up by themselves, she does too
    let signs_up = REQUIRED.replacen("[file]", "[file]\nentry = \"sign_up\"", 1);
    ask_fields(app, &signs_up).await;
    reset(app, "odile@example.org").await.unwrap();
    app.idle().await;
    assert_eq!(app.mails().await.len(), mails);
    ask_fields(app, REQUIRED).await;
    reset(app, "odile@example.org").await.unwrap();
    app.idle().await;
    let (_, link) = last_mail(app, "odile@example.org").await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    let client = sign_in(app, "odile@example.org", GOOD).await.unwrap();
    assert_eq!(client.get_current_account().await.unwrap().households[0].id, made.household_id);

    let invite_all = async || {
        let mut command = tests::process::command(["invite", "--all", "--at", &app.clock.now().to_rfc3339()]);
        command.env("RIBAMBELLE_DATABASE__URL", app.config.database_url());
        command.env("RIBAMBELLE_DATA_DIR", &app.config.data_dir);
        let told = tests::process::printed(&command.output().unwrap());
        // the command's clock went on while it worked
        app.set_to(app.clock.now() + TimeDelta::minutes(1));
        told
    };
    let other = make(&agent, &petit()).await;
    let who = (other.household_id, other.guardians[0]);
    assert_eq!(address(&agent, who, "jeanne@example.org", false).await, None);
    assert_eq!(invite_all().await, "jeanne@example.org: invited\n1 invited, 0 not\n");
    // whoever closed their account is not asked back, neither by the command nor by the file of families
    let proof = PasswordProof { password: GOOD.to_owned() };
    client.close_current_account(&proof).await.unwrap();
    assert_eq!(invite_all().await, "jeanne@example.org: invited\n1 invited, 0 not\n");
    let mails = app.mails().await.len();
    reset(app, "odile@example.org").await.unwrap();
    app.idle().await;
    assert_eq!(app.mails().await.len(), mails);
}
