//! Creating an account of one's own accord: saved step by step, made when the address is confirmed.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};
use shared::catalogue::Language;
use shared::families::{Field, FieldValue, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{LinkToken, NewGuardian, NewSignUp, SignUpConfirmation, SignUpUpdate};
use tests::{App, CLAIRE, on_both_databases};

use super::account_steps::{GOOD, last_mail, problem, reason, sign_in};
use super::families_on_behalf::{guardian, look, make, petit};
use super::family_file_steps::{
    AFTER_ACCEPTANCE, REQUIRED, ask_fields, at, edit, fault, me, part, sheet, text,
};
use super::staff_steps::colleague;

on_both_databases!(
    an_account_is_made_when_its_address_is_confirmed,
    known_and_unknown_addresses_are_answered_alike,
    a_lost_mail_is_sent_again,
    what_is_wrong_is_named_at_its_field,
    an_organisation_that_invites_takes_nobody,
    a_guardian_whom_the_organisation_knows_becomes_the_accounts,
    what_was_answered_goes_into_the_file_that_is_there,
    who_was_taken_out_of_a_household_begins_anew,
    the_same_address_twice_makes_one_account,
    what_is_never_confirmed_is_forgotten,
    who_did_not_begin_does_not_finish,
    refused_passwords_cost_no_links,
);

const LEA: &str = "lea.petit@example.org";

async fn open(app: &App) {
    ask_fields(app, &REQUIRED.replacen("[file]", "[file]\nentry = \"both\"", 1)).await;
}

fn new(email: &str) -> NewSignUp {
    NewSignUp {
        email: email.to_owned(),
        password: GOOD.to_owned(),
        language: Language::En,
        values: [
            (Field::GuardianFirstName, text("Léa")),
            (Field::GuardianLastName, text("d’Alès-Petit")),
            (Field::GuardianPhone, text("0612345678")),
        ]
        .into(),
    }
}

/// The link of the newest mail to an address.
async fn link(app: &App, email: &str) -> LinkToken {
    app.idle().await;
    LinkToken { token: last_mail(app, email).await.1.expect("a link") }
}

fn by(link: &LinkToken) -> SignUpConfirmation {
    SignUpConfirmation { token: link.token.clone(), password: GOOD.to_owned() }
}

async fn accounts(app: &App) -> u64 {
    api::entities::accounts::Entity::find().count(app.db().reader()).await.unwrap()
}

async fn an_account_is_made_when_its_address_is_confirmed(app: &App) {
    open(app).await;
    let asked =
        app.client().get_organisation().await.unwrap().sign_up.expect("parents sign up by themselves");
    assert!(asked.rules.contains_key(&Field::GuardianEmployer));
    assert!(!asked.rules.contains_key(&Field::ChildAllergies), "children come later");
    let before = accounts(app).await;
    let begun = app.client().create_sign_up(&new(" Lea.Petit@Example.org ")).await.unwrap();
    let step = |values: BTreeMap<Field, FieldValue>| SignUpUpdate { token: begun.token.clone(), values };
    let work = step([(Field::GuardianEmployer, text("Mairie de Void"))].into());
    app.client().update_sign_up(&work).await.unwrap();
    let home = step([(Field::AddressCity, text("Void"))].into());
    app.client().update_sign_up(&home).await.unwrap();
    assert_eq!(accounts(app).await, before, "nothing before the address is confirmed");
    assert_eq!(problem(sign_in(app, LEA, GOOD).await.map(|_| ())).code, ProblemCode::WrongCredentials);

    let confirmed = app.client().confirm_sign_up(&by(&link(app, LEA).await)).await.unwrap();
    assert_eq!(confirmed.email, LEA);
    assert_eq!(last_mail(app, LEA).await.0, "Confirm your mail address");
    let client = sign_in(app, LEA, GOOD).await.unwrap();
    let account = client.get_current_account().await.unwrap();
    let [household] = account.households.as_slice() else { panic!("{account:?}") };
    assert_eq!((household.name.as_str(), household.may_book), ("d’Alès-Petit family", true));
    // on another device, the rest is told in the file
    let file = client.get_family_file(household.id, None).await.unwrap();
    assert_eq!(file.resident, None, "nobody has said whether they live on the territory");
    let me = file.parts.iter().find(|part| part.is_me).unwrap();
    assert_eq!(me.values[&Field::GuardianPhone], text("06 12 34 56 78"));
    assert_eq!(me.values[&Field::GuardianEmployer], text("Mairie de Void"));
    let home = file.parts.iter().find(|part| part.subject == FileSubject::Household).unwrap();
    assert_eq!(home.values[&Field::AddressCity], text("Void"));
    // the browser that began learns that the address is confirmed
    assert_eq!(reason(app.client().update_sign_up(&work).await), "used");
}

async fn known_and_unknown_addresses_are_answered_alike(app: &App) {
    open(app).await;
    let (known, unknown) = (
        app.client().create_sign_up(&new(CLAIRE)).await.unwrap(),
        app.client().create_sign_up(&new(LEA)).await.unwrap(),
    );
    assert_eq!((known.token.len(), known.expires_at), (unknown.token.len(), unknown.expires_at));
    let work = |token: &str| SignUpUpdate {
        token: token.to_owned(),
        values: [(Field::GuardianEmployer, text("Mairie"))].into(),
    };
    for sign_up in [&known, &unknown] {
        app.client().update_sign_up(&work(&sign_up.token)).await.unwrap();
    }
    app.idle().await;
    assert_eq!(last_mail(app, CLAIRE).await, ("Vous avez déjà un compte".to_owned(), None));
    let family = app.family(CLAIRE).await;
    assert_eq!(family.client.get_current_account().await.unwrap().guardian.unwrap().first_name, "Claire");
    assert_eq!(problem(sign_in(app, CLAIRE, GOOD).await.map(|_| ())).code, ProblemCode::WrongCredentials);
}

async fn a_lost_mail_is_sent_again(app: &App) {
    open(app).await;
    let begun = app.client().create_sign_up(&new(LEA)).await.unwrap();
    let of_sign_up = LinkToken { token: begun.token };
    let first = link(app, LEA).await;
    app.set_to(app.clock.now() + TimeDelta::days(1));
    app.client().send_sign_up_again(&of_sign_up).await.unwrap();
    let second = link(app, LEA).await;
    assert_ne!(first, second);
    assert_eq!(reason(app.client().confirm_sign_up(&by(&first)).await), "unknown", "of no use any more");
    // the new link is good as long as the first was
    let lasts = TimeDelta::days(app.config.auth.sign_up_days.into());
    app.set_to(app.clock.now() + lasts - TimeDelta::hours(1));
    app.client().confirm_sign_up(&by(&second)).await.unwrap();
    assert_eq!(reason(app.client().send_sign_up_again(&of_sign_up).await), "used");
    // whoever has an account is told so again, and the answer tells nothing
    let known = LinkToken { token: app.client().create_sign_up(&new(CLAIRE)).await.unwrap().token };
    app.client().send_sign_up_again(&known).await.unwrap();
    app.idle().await;
    assert_eq!(last_mail(app, CLAIRE).await, ("Vous avez déjà un compte".to_owned(), None));
    // nobody's mail box is filled
    let mut refused = None;
    for _ in 0..20 {
        refused = app.client().send_sign_up_again(&known).await.err();
        if refused.is_some() {
            break;
        }
    }
    assert_eq!(problem(Err::<(), _>(refused.expect("a limit"))).code, ProblemCode::TooManyAttempts);
}

async fn what_is_wrong_is_named_at_its_field(app: &App) {
    open(app).await;
    let wrong = async |change: &dyn Fn(&mut NewSignUp)| {
        let mut sign_up = new(LEA);
        change(&mut sign_up);
        fault(app.client().create_sign_up(&sign_up).await)
    };
    let email = wrong(&|it| "lea".clone_into(&mut it.email)).await;
    assert_eq!(email, [("email".to_owned(), "invalid_email".to_owned())]);
    let password = wrong(&|it| "court".clone_into(&mut it.password)).await;
    assert_eq!(password, [("password".to_owned(), "too_short".to_owned())]);
    let name = wrong(&|it| drop(it.values.remove(&Field::GuardianLastName))).await;
    assert_eq!(name, [at(Field::GuardianLastName, "empty")]);
    let phone = wrong(&|it| drop(it.values.insert(Field::GuardianPhone, text("12")))).await;
    assert_eq!(phone, [at(Field::GuardianPhone, "phone")]);
    let child = wrong(&|it| drop(it.values.insert(Field::ChildFirstName, text("Zoé")))).await;
    assert_eq!(child, [at(Field::ChildFirstName, "not_asked")]);
    let begun = app.client().create_sign_up(&new(LEA)).await.unwrap();
    let hidden = SignUpUpdate { token: begun.token, values: [(Field::CafNumber, text("1234567"))].into() };
    assert_eq!(fault(app.client().update_sign_up(&hidden).await), [at(Field::CafNumber, "not_asked")]);
    let tampered = LinkToken { token: "nothing".to_owned() };
    assert_eq!(reason(app.client().confirm_sign_up(&by(&tampered)).await), "unknown");
}

async fn an_organisation_that_invites_takes_nobody(app: &App) {
    assert_eq!(app.client().get_organisation().await.unwrap().sign_up, None);
    let refused = problem(app.client().create_sign_up(&new(LEA)).await);
    assert_eq!(refused.code, ProblemCode::SignUpClosed);
}

async fn a_guardian_whom_the_organisation_knows_becomes_the_accounts(app: &App) {
    open(app).await;
    let family = app.family(CLAIRE).await;
    let proof = shared::wire::PasswordProof { password: tests::PASSWORD.to_owned() };
    family.client.close_current_account(&proof).await.unwrap();
    app.client().create_sign_up(&new(CLAIRE)).await.unwrap();
    app.client().confirm_sign_up(&by(&link(app, CLAIRE).await)).await.unwrap();
    let client = sign_in(app, CLAIRE, GOOD).await.unwrap();
    let account = client.get_current_account().await.unwrap();
    assert_eq!(account.households.iter().map(|it| it.id).collect::<Vec<_>>(), [family.household]);
}

async fn what_was_answered_goes_into_the_file_that_is_there(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let family = app.family(CLAIRE).await;
    let mine = me(&sheet(&family).await);
    edit(&family, FileSubject::Household, Field::AddressCity, text("Void")).await;
    let proof = shared::wire::PasswordProof { password: tests::PASSWORD.to_owned() };
    family.client.close_current_account(&proof).await.unwrap();
    let mut again = new(CLAIRE);
    again.values.insert(Field::AddressCity, text("Commercy"));
    app.client().create_sign_up(&again).await.unwrap();
    app.client().confirm_sign_up(&by(&link(app, CLAIRE).await)).await.unwrap();
    let client = sign_in(app, CLAIRE, GOOD).await.unwrap();
    let file = client.get_family_file(family.household, None).await.unwrap();
    let own = part(&file, mine);
    assert!(own.is_me);
    assert_eq!(own.values[&Field::GuardianPhone], text("06 12 34 56 78"), "a first answer");
    assert_eq!(own.values[&Field::GuardianFirstName], text("Claire"), "what was known stands");
    let waits = own.waiting.as_ref().expect("what differs waits");
    assert_eq!(waits.values[&Field::GuardianFirstName], Some(text("Léa")));
    let home = part(&file, FileSubject::Household);
    assert_eq!(home.values[&Field::AddressCity], text("Void"));
    assert_eq!(home.waiting.as_ref().unwrap().values[&Field::AddressCity], Some(text("Commercy")));
}

async fn who_was_taken_out_of_a_household_begins_anew(app: &App) {
    open(app).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let mut home = petit();
    home.guardians.push(NewGuardian { values: guardian("Léa", "Petit"), email: Some(LEA.to_owned()) });
    let made = make(&agent, &home).await;
    let lea = made.guardians[1];
    let version = part(&look(&agent, made.household_id).await, FileSubject::Guardian(lea)).version;
    agent.client.remove_guardian(made.household_id, lea, version).await.unwrap();
    app.client().create_sign_up(&new(LEA)).await.unwrap();
    app.client().confirm_sign_up(&by(&link(app, LEA).await)).await.unwrap();
    let account = sign_in(app, LEA, GOOD).await.unwrap().get_current_account().await.unwrap();
    let [household] = account.households.as_slice() else { panic!("{account:?}") };
    assert_ne!(household.id, made.household_id);
}

async fn who_did_not_begin_does_not_finish(app: &App) {
    open(app).await;
    let family = app.family(CLAIRE).await;
    // begun by a stranger while the account was there, and after it was closed
    app.client().create_sign_up(&new(CLAIRE)).await.unwrap();
    app.idle().await;
    let proof = shared::wire::PasswordProof { password: tests::PASSWORD.to_owned() };
    family.client.close_current_account(&proof).await.unwrap();
    let left = api::entities::sign_ups::Entity::find().count(app.db().reader()).await.unwrap();
    assert_eq!(left, 0, "what was begun for the address ends with the account");
    app.client().create_sign_up(&new(CLAIRE)).await.unwrap();
    // the owner of the address presses the button, and does not know the password
    let link = link(app, CLAIRE).await;
    let guessed = SignUpConfirmation { password: "canari violon mardi pluie".to_owned(), ..by(&link) };
    let wrong = fault(app.client().confirm_sign_up(&guessed).await);
    assert_eq!(wrong, [("password".to_owned(), "wrong_password".to_owned())]);
    assert_eq!(problem(sign_in(app, CLAIRE, GOOD).await.map(|_| ())).code, ProblemCode::WrongCredentials);
    for _ in 0..app.config.auth.failures_per_account {
        let _ = app.client().confirm_sign_up(&guessed).await;
    }
    let many = problem(app.client().confirm_sign_up(&by(&link)).await);
    assert_eq!(many.code, ProblemCode::TooManyAttempts, "guessing is counted");
}

async fn refused_passwords_cost_no_links(app: &App) {
    open(app).await;
    for _ in 0..=app.config.auth.links_per_account {
        let mut poor = new(LEA);
        "motdepasse123".clone_into(&mut poor.password);
        assert_eq!(fault(app.client().create_sign_up(&poor).await)[0].0, "password");
    }
    app.client().create_sign_up(&new(LEA)).await.unwrap();
}

async fn the_same_address_twice_makes_one_account(app: &App) {
    open(app).await;
    let before = accounts(app).await;
    app.client().create_sign_up(&new(LEA)).await.unwrap();
    let first = link(app, LEA).await;
    app.client().create_sign_up(&new(LEA)).await.unwrap();
    let second = link(app, LEA).await;
    let (one, other) = (app.client(), app.client());
    let (one_link, other_link) = (by(&first), by(&second));
    let (one, other) =
        futures_util::future::join(one.confirm_sign_up(&one_link), other.confirm_sign_up(&other_link)).await;
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?}, {other:?}");
    let lost = if one.is_ok() { other } else { one };
    assert_eq!(reason(lost), "used");
    assert_eq!(accounts(app).await, before + 1);
    assert_eq!(reason(app.client().confirm_sign_up(&by(&first)).await), "used");
}

async fn what_is_never_confirmed_is_forgotten(app: &App) {
    open(app).await;
    let begun = app.client().create_sign_up(&new(LEA)).await.unwrap();
    let sent = link(app, LEA).await;
    app.set_to(begun.expires_at);
    assert_eq!(reason(app.client().confirm_sign_up(&by(&sent)).await), "expired");
    let again = SignUpUpdate { token: begun.token, values: BTreeMap::new() };
    assert_eq!(reason(app.client().update_sign_up(&again).await), "expired");
    app.set_to(begun.expires_at + chrono::TimeDelta::days(8));
    api::accounts::clean(app.db(), &app.config.auth, app.clock.now()).await.unwrap();
    assert_eq!(api::entities::sign_ups::Entity::find().count(app.db().reader()).await.unwrap(), 0);
}
