//! What staff may not do on behalf of families: each fault at its field, nothing half written.

use client::PageRequest;
use shared::families::{Field, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{
    ChangeDecision, ChildDeparture, ErasureForFamily, FileEdit, GuardianAddress, NewChild, NewGuardian,
    NewHouseholdNote, NewMember,
};
use tests::{App, CLAIRE, new_key, on_both_databases};

use super::account_steps::{field, problem};
use super::families_on_behalf::{child, guardian, look, make, petit};
use super::family_file_steps::{
    AFTER_ACCEPTANCE, REQUIRED, YEAR, ask_fields, change_configuration, part, text, try_edit,
};
use super::family_imports::counts;
use super::rights_steps::{confirmed, etag};
use super::staff_steps::{colleague, colleague_of, facilities};

on_both_databases!(
    what_is_wrong_in_a_new_household_is_named,
    a_referent_makes_households_of_their_children_alone,
    two_colleagues_do_not_overwrite_each_other,
    an_address_is_somebodys_once,
    what_was_done_is_not_undone_by_taking_somebody_out,
    where_parents_sign_up_nobody_is_invited,
    nobody_makes_themselves_a_guardian,
    a_referent_edits_the_children_they_work_for_alone,
    nothing_is_noted_on_a_household_that_is_erased,
);

async fn what_is_wrong_in_a_new_household_is_named(app: &App) {
    ask_fields(app, REQUIRED).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let before = counts(app).await;
    let mut new = petit();
    new.values = [(Field::CafNumber, text("1234567"))].into();
    new.guardians[0].values.remove(&Field::GuardianLastName);
    new.children[0].values.insert(Field::ChildBirthDate, text("2091-01-01"));
    new.children.push(NewChild { values: child("Léo", "Petit", "2019-05-04") });
    new.children.push(NewChild { values: child("LEO", "Petit", "2019-05-04") });
    let told = problem(agent.client.create_household(&new_key(), &new).await);
    let told: Vec<_> = told.errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
    let wanted = [
        ("values.caf_number", "not_asked"),
        ("guardians[0].values.guardian_last_name", "empty"),
        ("children[0].values.child_birth_date", "future"),
        ("children[2].values", "exists"),
    ];
    assert_eq!(told, wanted);
    let mut nobody = petit();
    nobody.guardians.clear();
    let told = field(agent.client.create_household(&new_key(), &nobody).await);
    assert_eq!(told, ("guardians".to_owned(), "out_of_range".to_owned()));
    let mut twice = petit();
    twice.guardians[0].email = Some("odile@example.org".to_owned());
    let same = NewGuardian { values: guardian("Paul", "Petit"), email: Some("ODILE@example.org".to_owned()) };
    twice.guardians.push(same);
    let told = field(agent.client.create_household(&new_key(), &twice).await);
    assert_eq!(told, ("guardians[1].email".to_owned(), "taken".to_owned()));
    assert_eq!(counts(app).await, before, "nothing half written");
}

async fn a_referent_makes_households_of_their_children_alone(app: &App) {
    ask_fields(app, REQUIRED).await;
    let places = facilities(app).await[1..].to_vec();
    let referent = colleague_of(app, "referent", Role::Referent, places).await;
    let before = counts(app).await;
    let told = field(referent.client.create_household(&new_key(), &petit()).await);
    assert_eq!(told, ("children".to_owned(), "elsewhere".to_owned()));
    assert_eq!(counts(app).await, before);
    let organisation = app.client().get_organisation().await.unwrap();
    let mut new = petit();
    let school = organisation.schools[0].id;
    new.children[0].values.insert(Field::ChildSchool, text(&school.to_string()));
    new.children[0].values.insert(Field::ChildGrade, text("ce1"));
    let told = field(referent.client.create_household(&new_key(), &new).await);
    assert_eq!(told.1, "elsewhere", "a school that their facilities do not serve");
    let serving = colleague(app, "serving", Role::Referent).await;
    make(&serving, &new).await;
    let reader = colleague(app, "reader", Role::Reader).await;
    let told = problem(reader.client.create_household(&new_key(), &new).await);
    assert_eq!(told.code, ProblemCode::RoleNotPermitted);
}

async fn two_colleagues_do_not_overwrite_each_other(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let (one, other) = (colleague(app, "one", Role::Agent).await, colleague(app, "other", Role::Agent).await);
    let made = make(&one, &petit()).await;
    let subject = FileSubject::Household;
    let version = part(&look(&one, made.household_id).await, subject).version;
    let write = |city: &str| FileEdit {
        subject,
        school_year: YEAR,
        values: [(Field::AddressCity, Some(text(city)))].into(),
    };
    one.client.update_family_file_of_household(made.household_id, version, &write("Void")).await.unwrap();
    let late = other.client.update_family_file_of_household(made.household_id, version, &write("Toul")).await;
    assert_eq!(problem(late).code, ProblemCode::ChangedMeanwhile);
    let file = look(&one, made.household_id).await;
    assert_eq!(part(&file, subject).values[&Field::AddressCity], text("Void"));
}

async fn an_address_is_somebodys_once(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let made = make(&agent, &petit()).await;
    let give = async |email: &str| {
        let asked = GuardianAddress { email: email.to_owned(), invite: false };
        field(agent.client.update_guardian_address(made.household_id, made.guardians[0], 1, &asked).await).1
    };
    assert_eq!(give(CLAIRE).await, "taken");
    assert_eq!(give("odile").await, "invalid_email");
    let family = app.family(CLAIRE).await;
    let claire = family.sign_in.account.guardian.as_ref().unwrap().id;
    let asked = GuardianAddress { email: "neu@example.org".to_owned(), invite: false };
    let told = field(agent.client.update_guardian_address(family.household, claire, 1, &asked).await);
    assert_eq!(told, ("email".to_owned(), "has_account".to_owned()));
    let stranger = agent.client.update_guardian_address(made.household_id, claire, 1, &asked).await;
    assert_eq!(problem(stranger).code, ProblemCode::NotFound);
}

async fn what_was_done_is_not_undone_by_taking_somebody_out(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let family = app.family(CLAIRE).await;
    let lina = family.child("Lina");
    let version = part(&look(&agent, family.household).await, FileSubject::Child(lina)).version;
    let told = field(agent.client.remove_child(family.household, lina, version).await);
    assert_eq!(told, ("child".to_owned(), "in_use".to_owned()));
    let claire = family.sign_in.account.guardian.as_ref().unwrap().id;
    let version = part(&look(&agent, family.household).await, FileSubject::Guardian(claire)).version;
    let told = field(agent.client.remove_guardian(family.household, claire, version).await);
    assert_eq!(told, ("guardian".to_owned(), "last".to_owned()));
    let again = NewMember { school_year: YEAR, values: child("lina", "Martin", "2020-02-10") };
    let told = field(agent.client.create_child_of_household(family.household, &new_key(), &again).await);
    assert_eq!(told, ("values".to_owned(), "exists".to_owned()));
}

async fn where_parents_sign_up_nobody_is_invited(app: &App) {
    ask_fields(app, &REQUIRED.replacen("[file]", "[file]\nentry = \"sign_up\"", 1)).await;
    let organisation = app.client().get_organisation().await.unwrap();
    assert!(!organisation.invites && organisation.sign_up.is_some());
    let agent = colleague(app, "agent", Role::Agent).await;
    let made = make(&agent, &petit()).await;
    let asked = GuardianAddress { email: "odile@example.org".to_owned(), invite: true };
    let refused = agent.client.update_guardian_address(made.household_id, made.guardians[0], 1, &asked).await;
    assert_eq!(problem(refused).code, ProblemCode::InvitationsClosed);
    let emails = shared::wire::InvitationRequest { emails: vec![CLAIRE.to_owned()] };
    let refused = problem(agent.client.create_invitations(&new_key(), &emails).await);
    assert_eq!(refused.code, ProblemCode::InvitationsClosed);
    let file = look(&agent, made.household_id).await;
    let odile = part(&file, FileSubject::Guardian(made.guardians[0]));
    assert_eq!(odile.known_email, None, "nothing half written");
}

async fn nobody_makes_themselves_a_guardian(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let referent = colleague(app, "referent", Role::Referent).await;
    let claire = app.family(CLAIRE).await;
    let new = NewMember { school_year: YEAR, values: guardian("Paul", "Martin") };
    let paul = referent.client.create_guardian_of_household(claire.household, &new_key(), &new).await;
    let FileSubject::Guardian(paul) = paul.unwrap().subject else { panic!("a guardian") };
    let give = async |email: &str, invite| {
        let asked = GuardianAddress { email: email.to_owned(), invite };
        referent.client.update_guardian_address(claire.household, paul, 1, &asked).await
    };
    let own = field(give(&referent.email, false).await);
    assert_eq!(own, ("email".to_owned(), "own".to_owned()));
    assert!(referent.client.get_current_account().await.unwrap().households.is_empty());
    // a referent notes an address, but invites nobody
    assert_eq!(problem(give("paul@example.org", true).await).code, ProblemCode::RoleNotPermitted);
    give("paul@example.org", false).await.unwrap();
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut new = petit();
    new.guardians[0].email = Some(agent.email.clone());
    let own = field(agent.client.create_household(&new_key(), &new).await);
    assert_eq!(own, ("guardians[0].email".to_owned(), "own".to_owned()));
}

/// The second facility serves the school of the port alone.
const OF_THE_PORT: &str = r#"
[[activities]]
code = "annexe"
facility = "annexe"
kind = "after_school"
name = { fr = "Soir au port" }
openings = [{ period = "school", weekdays = ["mon"] }]
eligibility = { schools = ["port"] }

[[activities.slots]]
code = "soir"
name = { fr = "Soir au port" }
start = "16:30"
end = "17:30"
"#;

async fn a_referent_edits_the_children_they_work_for_alone(app: &App) {
    change_configuration(app, |text| [text, OF_THE_PORT, AFTER_ACCEPTANCE].concat()).await;
    // Adam goes to the school that their facility serves, his sister to another
    let places = facilities(app).await[1..].to_vec();
    let referent = colleague_of(app, "port", Role::Referent, places).await;
    let claire = app.family(CLAIRE).await;
    let (adam, lina) = (claire.child("Adam"), claire.child("Lina"));
    for child in [adam, lina] {
        let first_name = if child == adam { "Adamo" } else { "Line" };
        try_edit(&claire, FileSubject::Child(child), &[(Field::ChildFirstName, Some(text(first_name)))])
            .await
            .unwrap();
    }
    let client = &referent.client;
    let of = |child, field, value: &str| FileEdit {
        subject: FileSubject::Child(child),
        school_year: YEAR,
        values: [(field, Some(text(value)))].into(),
    };
    let at = async |child| part(&look(&referent, claire.household).await, FileSubject::Child(child)).version;
    let edit = async |child| {
        let edit = of(child, Field::ChildAllergies, "Noix");
        client.update_family_file_of_household(claire.household, at(child).await, &edit).await
    };
    edit(adam).await.unwrap();
    assert_eq!(problem(edit(lina).await).code, ProblemCode::NotFound);
    let departure = ChildDeparture { school_year: YEAR, gone: true };
    let gone = client.update_child_departure(claire.household, lina, at(lina).await, &departure).await;
    assert_eq!(problem(gone).code, ProblemCode::NotFound);
    let removed = client.remove_child(claire.household, lina, at(lina).await).await;
    assert_eq!(problem(removed).code, ProblemCode::NotFound);
    // of what waits, only Adam's is theirs to decide
    let agent = colleague(app, "agent", Role::Agent).await;
    let all = agent.client.list_change_requests(&PageRequest::default()).await.unwrap().items;
    let theirs = client.list_change_requests(&PageRequest::default()).await.unwrap().items;
    assert_eq!((all.len(), theirs.len()), (2, 1));
    assert_eq!(theirs[0].subject, FileSubject::Child(adam));
    let other = all.iter().find(|one| one.subject == FileSubject::Child(lina)).unwrap();
    let accept = ChangeDecision { accepted: true, reason: String::new() };
    let refused = client.decide_change_request(other.id, other.version, &accept).await;
    assert_eq!(problem(refused).code, ProblemCode::NotFound);
    client.decide_change_request(theirs[0].id, theirs[0].version, &accept).await.unwrap();
    // who was just added goes to no school yet, and what a referent has marked they take back
    let new = NewMember { school_year: YEAR, values: child("Noé", "Martin", "2022-01-03") };
    let noe = client.create_child_of_household(claire.household, &new_key(), &new).await.unwrap();
    let FileSubject::Child(noe) = noe.subject else { panic!("a child") };
    edit(noe).await.unwrap();
    for gone in [true, false] {
        let departure = ChildDeparture { school_year: YEAR.next(), gone };
        client.update_child_departure(claire.household, adam, at(adam).await, &departure).await.unwrap();
    }
}

async fn nothing_is_noted_on_a_household_that_is_erased(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let household = make(&administrator, &petit()).await.household_id;
    let note = NewHouseholdNote { text: "À rappeler".to_owned() };
    administrator.client.create_household_note(household, &new_key(), &note).await.unwrap();
    let asked = ErasureForFamily { message: String::new() };
    let asked = administrator.client.create_erasure_of_household(household, &asked).await.unwrap();
    let version = etag(&administrator, asked.id).await;
    let confirm = confirmed("Famille d’Alès-Petit");
    administrator.client.decide_erasure(asked.id, &version, &confirm).await.unwrap();
    app.idle().await;
    let late = administrator.client.create_household_note(household, &new_key(), &note).await;
    assert_eq!(problem(late).code, ProblemCode::NotFound);
}
