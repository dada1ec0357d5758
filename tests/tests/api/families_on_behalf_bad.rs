//! What staff may not do on behalf of families: each fault at its field, nothing half written.

use shared::families::{Field, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{FileEdit, GuardianAddress, NewChild, NewGuardian, NewMember};
use tests::{App, new_key, on_both_databases};

use super::account_steps::{CLAIRE, field, problem};
use super::families_on_behalf::{child, guardian, look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, REQUIRED, YEAR, ask_fields, part, text};
use super::family_imports::counts;
use super::staff_steps::{colleague, colleague_of, facilities};

on_both_databases!(
    what_is_wrong_in_a_new_household_is_named,
    a_referent_makes_households_of_their_children_alone,
    two_colleagues_do_not_overwrite_each_other,
    an_address_is_somebodys_once,
    what_was_done_is_not_undone_by_taking_somebody_out,
    where_parents_sign_up_nobody_is_invited,
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
