//! Staff let a child live in a second household, of a parent who lives apart.

use client::PageRequest;
use shared::families::FileSubject;
use shared::ids::{ChildId, HouseholdId};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ErasureForFamily, NewChild, NewMember};
use tests::{App, CLAIRE, KARIM, MAI, new_key, on_both_databases};

use super::account_steps::{field, last_mail, problem};
use super::families_on_behalf::{child, guardian, look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, part, sheet};
use super::rights_steps::{confirmed, etag};
use super::staff_steps::{Colleague, colleague, colleague_of, facilities};

on_both_databases!(
    a_child_lives_in_two_households_by_staff,
    a_child_lives_in_two_households_at_most,
    two_who_let_a_child_live_in_two_more_do_not_both,
    a_household_has_a_child_once,
    a_referent_lets_the_children_they_work_for_live_elsewhere_too,
    nobody_lets_a_child_live_in_a_household_of_their_own,
    nobody_comes_to_live_in_a_household_that_was_erased,
);

/// A household without a mail address, of somebody whose child is known elsewhere.
async fn apart(agent: &Colleague, last_name: &str) -> HouseholdId {
    let mut new = petit();
    new.guardians[0].values = guardian("Luc", last_name);
    new.children.clear();
    make(agent, &new).await.household_id
}

async fn children_of(agent: &Colleague, household: HouseholdId) -> Vec<ChildId> {
    let parts = look(agent, household).await.parts.into_iter();
    let child = |subject| match subject {
        FileSubject::Child(id) => Some(id),
        _ => None,
    };
    parts.filter_map(|part| child(part.subject)).collect()
}

async fn a_child_lives_in_two_households_by_staff(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mai = app.family(MAI).await;
    let zoe = mai.child("Zoé");
    let second = apart(&agent, "Nguyen").await;
    agent.client.add_child_of_household(second, zoe).await.unwrap();
    assert_eq!(children_of(&agent, second).await, [zoe]);
    assert!(children_of(&agent, mai.household).await.contains(&zoe), "it stays where it was");
    // its guardians there are told, and the history of both households tells it
    app.idle().await;
    let (subject, _) = last_mail(app, MAI).await;
    assert_eq!(subject, "Zoé lives in another household too");
    for (household, action) in [(second, "added"), (mai.household, "shared")] {
        let record = agent.client.get_household_record(household, &PageRequest::default()).await.unwrap();
        let told = record.events.iter().find(|event| event.subject == "child");
        assert_eq!(told.map(|event| event.action.as_str()), Some(action));
    }
    // each household is told of the other by first names, and nothing else
    let told = sheet(&mai).await;
    assert_eq!(part(&told, FileSubject::Child(zoe)).elsewhere, ["Luc"]);
    let told = look(&agent, second).await;
    let part_of_zoe = part(&told, FileSubject::Child(zoe));
    assert!(part_of_zoe.elsewhere.contains(&"Mai".to_owned()), "{:?}", part_of_zoe.elsewhere);
    // once more is no fault, and told once
    agent.client.add_child_of_household(second, zoe).await.unwrap();
    let record = agent.client.get_household_record(second, &PageRequest::default()).await.unwrap();
    let added = record.events.iter().filter(|event| event.action == "added" && event.subject == "child");
    assert_eq!(added.count(), 1);
    // and it is undone
    let version = part_of_zoe.version;
    agent.client.remove_child(second, zoe, version).await.unwrap();
    assert_eq!(children_of(&agent, second).await, []);
    assert!(children_of(&agent, mai.household).await.contains(&zoe));
}

async fn a_child_lives_in_two_households_at_most(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    // Lina lives with Claire and with Karim
    let lina = app.family(CLAIRE).await.child("Lina");
    let third = apart(&agent, "Martin").await;
    let told = field(agent.client.add_child_of_household(third, lina).await);
    assert_eq!(told, ("child".to_owned(), "two_households".to_owned()));
    assert_eq!(children_of(&agent, third).await, []);
    // who lives nowhere any more is nobody
    let alone = make(&agent, &petit()).await;
    let tom = alone.children[0];
    let version = part(&look(&agent, alone.household_id).await, FileSubject::Child(tom)).version;
    agent.client.remove_child(alone.household_id, tom, version).await.unwrap();
    let told = problem(agent.client.add_child_of_household(third, tom).await);
    assert_eq!(told.code, ProblemCode::NotFound);
}

async fn two_who_let_a_child_live_in_two_more_do_not_both(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let zoe = app.family(MAI).await.child("Zoé");
    let (one, other) = (apart(&agent, "Nguyen").await, apart(&agent, "Lê").await);
    let (first, second) = tokio::join!(
        agent.client.add_child_of_household(one, zoe),
        agent.client.add_child_of_household(other, zoe),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
}

async fn a_household_has_a_child_once(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut twice = petit();
    twice.children = vec![NewChild { values: child("TOM", "Petit", "2019-05-04") }];
    let (made, same) = (make(&agent, &petit()).await, make(&agent, &twice).await);
    let told = field(agent.client.add_child_of_household(made.household_id, same.children[0]).await);
    assert_eq!(told, ("child".to_owned(), "exists".to_owned()), "two that are one are made one");
    // a full house
    let many = apart(&agent, "Grand").await;
    for number in 1..=12 {
        let values = child(&format!("Enfant {number}"), "Grand", "2018-01-03");
        let new = NewMember { school_year: YEAR, values };
        agent.client.create_child_of_household(many, &new_key(), &new).await.unwrap();
    }
    let told = field(agent.client.add_child_of_household(many, made.children[0]).await);
    assert_eq!(told, ("child".to_owned(), "too_many".to_owned()));
}

async fn a_referent_lets_the_children_they_work_for_live_elsewhere_too(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let all = facilities(app).await;
    let mai = app.family(MAI).await;
    let zoe = mai.child("Zoé");
    let second = apart(&agent, "Nguyen").await;
    let referent = colleague_of(app, "referent", Role::Referent, all[1..].to_vec()).await;
    // a household without a child of theirs does not exist for a referent, whoever the child is
    let told = problem(referent.client.add_child_of_household(second, zoe).await);
    assert_eq!(told.code, ProblemCode::NotFound);
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let theirs = colleague(app, "theirs", Role::Referent).await;
    theirs.client.add_child_of_household(karim.household, claire.child("Adam")).await.unwrap();
    assert!(children_of(&agent, karim.household).await.contains(&claire.child("Adam")));
    let reader = colleague(app, "reader", Role::Reader).await;
    let told = problem(reader.client.add_child_of_household(second, zoe).await);
    assert_eq!(told.code, ProblemCode::RoleNotPermitted);
    assert_eq!(children_of(&agent, second).await, []);
}

async fn nobody_lets_a_child_live_in_a_household_of_their_own(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let (agent, other) =
        (colleague(app, "agent", Role::Agent).await, colleague(app, "other", Role::Agent).await);
    let zoe = app.family(MAI).await.child("Zoé");
    let mut new = petit();
    new.guardians[0].email = Some(agent.email.clone());
    let own = make(&other, &new).await.household_id;
    let households = agent.client.get_current_account().await.unwrap().households;
    assert!(households.iter().any(|household| household.id == own), "it is theirs");
    let told = field(agent.client.add_child_of_household(own, zoe).await);
    assert_eq!(told, ("child".to_owned(), "own".to_owned()));
    other.client.add_child_of_household(own, zoe).await.unwrap();
}

async fn nobody_comes_to_live_in_a_household_that_was_erased(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let zoe = app.family(MAI).await.child("Zoé");
    let household = make(&administrator, &petit()).await.household_id;
    let asked = ErasureForFamily { message: String::new() };
    let asked = administrator.client.create_erasure_of_household(household, &asked).await.unwrap();
    let version = etag(&administrator, asked.id).await;
    let confirm = confirmed("Famille d’Alès-Petit");
    administrator.client.decide_erasure(asked.id, &version, &confirm).await.unwrap();
    app.idle().await;
    let late = administrator.client.add_child_of_household(household, zoe).await;
    assert_eq!(problem(late).code, ProblemCode::NotFound);
    let new = NewMember { school_year: YEAR, values: child("Noé", "Petit", "2018-01-03") };
    let late = administrator.client.create_child_of_household(household, &new_key(), &new).await;
    assert_eq!(problem(late).code, ProblemCode::NotFound);
}
