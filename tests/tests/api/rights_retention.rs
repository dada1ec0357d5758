//! What time removes.

use std::collections::BTreeMap;

use api::entities::{
    accounts, bookings, child_departures, documents, erasures, guardians, health_records, history,
    households, mails, messages, refresh_tokens, requests, retention_runs, sign_ins,
};
use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::families::{Field, FileSubject};
use shared::staff::Role;
use shared::wire::{ChildDeparture, DocumentSubmission, ErasureForFamily, PromotionCorrection};
use tests::{App, CLAIRE, Family, KARIM, MAI, PASSWORD, on_both_databases, pdf};

use super::account_steps::sign_in;
use super::documents_steps::{ASSURANCE, DOMICILE, IDENTITE, kept, of, send, try_send};
use super::families_on_behalf::{look, make, petit};
use super::family_file_steps::{REQUIRED, ask_fields, change_configuration, edit, part, text};
use super::school_year_steps::{NEXT, open};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    each_kind_goes_when_its_time_is_over,
    documents_go_with_those_they_are_about,
    documents_of_a_type_that_is_gone_go_too,
    documents_about_health_go_when_health_goes,
    accounts_of_no_use_are_told_and_then_closed,
    who_signs_in_now_and_then_keeps_the_account,
    who_is_not_known_to_have_left_keeps_everything,
    who_left_is_forgotten_and_what_was_asked_is_over,
    one_run_a_day_whatever_the_number_of_workers,
);

async fn run(app: &App, now: &str) -> bool {
    app.set(now);
    let retention = api::app::retention(&app.config, app.db(), &app.clock).unwrap();
    let ran = retention.run_daily().await.unwrap();
    app.idle().await;
    ran
}

async fn counts(app: &App, day: &str) -> serde_json::Value {
    let row = retention_runs::Entity::find_by_id(day.parse::<chrono::NaiveDate>().unwrap());
    let row = row.one(app.db().reader()).await.unwrap().unwrap();
    assert!(row.finished_at.is_some());
    row.counts
}

async fn each_kind_goes_when_its_time_is_over(app: &App) {
    ask_fields(app, REQUIRED).await;
    let claire = app.family(CLAIRE).await;
    for child in ["Lina", "Mila"] {
        let subject = FileSubject::Child(claire.child(child));
        edit(&claire, subject, Field::ChildAllergies, text("Arachides")).await;
    }
    send(&claire, ASSURANCE, pdf()).await;
    claire.send(&[claire.book("Lina", "Midi", "2026-09-21")]).await;
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    leaves(&administrator, &claire, "Mila").await;
    app.idle().await;
    let db = app.db().reader();

    assert!(run(app, "2027-09-15T12:00").await);
    assert_eq!(kept(app).await, 1, "the school year has not been over for long");
    assert_eq!(health_records::Entity::find().count(db).await.unwrap(), 2);
    assert!(mails::Entity::find().filter(mails::Column::ToAddress.eq(CLAIRE)).count(db).await.unwrap() == 0);
    assert_eq!(counts(app, "2027-09-15").await["documents"], 0);

    assert!(run(app, "2027-12-15T12:00").await);
    assert_eq!(documents::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(kept(app).await, 0);
    assert_eq!(
        health_records::Entity::find().count(db).await.unwrap(),
        1,
        "Lina goes to school in 2027-2028"
    );
    let told = counts(app, "2027-12-15").await;
    assert_eq!((&told["documents"], &told["health"]), (&1.into(), &1.into()));

    let edits = || {
        history::Entity::find()
            .filter(history::Column::Action.eq("edited"))
            .filter(history::Column::After.is_not_null())
            .count(db)
    };
    assert!(edits().await.unwrap() > 0);
    assert!(run(app, "2031-10-01T12:00").await);
    assert_eq!(edits().await.unwrap(), 0);
    assert_eq!(messages::Entity::find().count(db).await.unwrap(), 0);
    assert!(bookings::Entity::find().count(db).await.unwrap() > 0, "accounts are kept for ten years");
    assert!(run(app, "2037-10-01T12:00").await);
    assert_eq!(bookings::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(requests::Entity::find().count(db).await.unwrap(), 0);
}

/// How many documents of a type there are.
async fn of_type(app: &App, id: shared::ids::DocumentTypeId) -> u64 {
    let found = documents::Entity::find().filter(documents::Column::TypeId.eq(id.0));
    found.count(app.db().reader()).await.unwrap()
}

/// A document of a guardian, for ever.
async fn send_identity(family: &tests::Family) -> shared::ids::DocumentTypeId {
    let guardian_id = family.sign_in.account.guardian.as_ref().map(|guardian| guardian.id);
    let identity = DocumentSubmission { guardian_id, ..of(family, IDENTITE) };
    try_send(family, &identity, pdf()).await.unwrap();
    identity.type_id
}

async fn documents_go_with_those_they_are_about(app: &App) {
    let vaccines = "owner = \"child\"\nrequired = false\nvalidity = { kind = \"forever\" }";
    let of_child = "owner = \"child\"\nrequired = false\nvalidity = { kind = \"school_year\" }";
    change_configuration(app, |text| text.replacen(of_child, vaccines, 1)).await;
    let claire = app.family(CLAIRE).await;
    let (identity, domicile) = (send_identity(&claire).await, claire.document_type(DOMICILE));
    let forever = claire.document_type(ASSURANCE);
    for child in ["Lina", "Mila"] {
        let submission = DocumentSubmission {
            child_id: Some(claire.child(child)),
            school_year: None,
            ..of(&claire, ASSURANCE)
        };
        try_send(&claire, &submission, pdf()).await.unwrap();
    }
    let home = send(&claire, DOMICILE, pdf()).await;
    // staff say who leaves: two years on, all three
    for (child, school_year) in [("Mila", "2027-2028"), ("Lina", "2028-2029"), ("Adam", "2028-2029")] {
        let gone = child_departures::ActiveModel {
            child_id: Set(claire.child(child).0),
            school_year: Set(school_year.to_owned()),
        };
        child_departures::Entity::insert(gone).exec_without_returning(app.db().single_write()).await.unwrap();
    }
    let agent = colleague(app, "agent", Role::Agent).await;
    agent.client.decide_document(home.id, "\"1\"", &shared::documents::Verdict::Accepted).await.unwrap();

    assert!(run(app, "2027-11-29T12:00").await);
    assert_eq!(of_type(app, forever).await, 2, "Mila has not been gone for long");
    assert!(run(app, "2027-12-01T12:00").await);
    assert_eq!(of_type(app, forever).await, 1, "Lina goes to school in 2027-2028");
    // twelve months from the day it was sent, and ninety days
    assert_eq!(of_type(app, domicile).await, 1);
    assert!(run(app, "2027-12-06T12:00").await);
    assert_eq!(of_type(app, domicile).await, 0);
    assert_eq!(of_type(app, identity).await, 1, "for ever, as long as a child is there");
    assert!(run(app, "2028-12-15T12:00").await);
    assert_eq!((of_type(app, forever).await, of_type(app, identity).await), (0, 0), "all have left");
    assert_eq!(kept(app).await, 0);
}

async fn documents_of_a_type_that_is_gone_go_too(app: &App) {
    let claire = app.family(CLAIRE).await;
    let identity = send_identity(&claire).await;
    app.set("2027-03-01T12:00");
    let without = |text: &str| text[..text.find("[[documents]]\ncode = \"identite\"").unwrap()].to_owned();
    change_configuration(app, without).await;
    app.set("2027-04-01T12:00");
    change_configuration(app, |text| without(text).replacen("School insurance certificate", "Insurance", 1))
        .await;
    assert!(run(app, "2027-05-29T12:00").await);
    assert_eq!(of_type(app, identity).await, 1, "it may have been a slip of the hand");
    assert!(run(app, "2027-05-30T12:00").await);
    assert_eq!(of_type(app, identity).await, 0, "ninety days after it was no longer asked for");
    assert_eq!(kept(app).await, 0);
}

async fn documents_about_health_go_when_health_goes(app: &App) {
    change_configuration(app, |text| {
        text.replacen("owner = \"child\"", "owner = \"child\"\nhealth = true", 1)
    })
    .await;
    let claire = app.family(CLAIRE).await;
    send(&claire, ASSURANCE, pdf()).await;
    assert!(run(app, "2027-09-30T12:00").await);
    assert_eq!(kept(app).await, 1);
    assert!(run(app, "2027-10-03T12:00").await);
    assert_eq!(kept(app).await, 0, "a month after the school year, and not three");
}

/// Marks that a child is gone from the next school year on.
async fn leaves(colleague: &Colleague, family: &Family, child: &str) {
    let id = family.child(child);
    let sheet = look(colleague, family.household).await;
    let departure = ChildDeparture { school_year: NEXT, gone: true };
    let version = part(&sheet, FileSubject::Child(id)).version;
    colleague.client.update_child_departure(family.household, id, version, &departure).await.unwrap();
}

async fn who_is_not_known_to_have_left_keeps_everything(app: &App) {
    ask_fields(app, REQUIRED).await;
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    for (family, child) in [(&claire, "Mila"), (&mai, "Zoé")] {
        edit(family, FileSubject::Child(family.child(child)), Field::ChildAllergies, text("Arachides")).await;
    }
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    // a household without account, whose child has no grade, as the organisation asks for none
    let petit = make(&administrator, &petit()).await.household_id;
    let db = app.db().reader();
    let health = || health_records::Entity::find().count(db);
    assert!(run(app, "2027-12-15T12:00").await);
    assert_eq!(health().await.unwrap(), 2, "the year was not opened: nobody has left");
    assert!(run(app, "2029-10-01T12:00").await);
    let kept = households::Entity::find_by_id(petit.0).one(db).await.unwrap().unwrap();
    assert_eq!(kept.name, "Famille d’Alès-Petit", "nobody said that they have left");
}

async fn who_left_is_forgotten_and_what_was_asked_is_over(app: &App) {
    // no school has the grade that Zoé goes up to: staff have to say where she goes
    change_configuration(app, |text| {
        let small = |text: &str, school: &str| {
            let name = format!("name = \"{school}\"");
            text.replacen(&name, &format!("{name}\ncycles = [\"maternelle\"]"), 1)
        };
        [small(&small(text, "École des Tilleuls"), "École du Port").as_str(), REQUIRED].concat()
    })
    .await;
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    for (family, child) in [(&claire, "Mila"), (&mai, "Zoé")] {
        edit(family, FileSubject::Child(family.child(child)), Field::ChildAllergies, text("Arachides")).await;
    }
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let petit = make(&administrator, &petit()).await.household_id;
    let asked = ErasureForFamily { message: "Nous partons.".to_owned() };
    administrator.client.create_erasure_of_household(petit, &asked).await.unwrap();
    let mila = PromotionCorrection {
        child_id: claire.child("Mila"),
        school_id: None,
        grade: None,
        class_name: None,
    };
    let opened = open(&administrator.client, vec![mila]).await.unwrap();
    assert!(opened.undecided > 0, "Zoé: {opened:?}");
    let db = app.db().reader();
    assert!(run(app, "2027-12-15T12:00").await);
    let left = health_records::Entity::find().all(db).await.unwrap();
    assert_eq!(left.iter().map(|row| row.child_id).collect::<Vec<_>>(), [mai.child("Zoé").0]);
    // two years after the school year that the child had no grade in
    assert!(run(app, "2029-10-01T12:00").await);
    let gone = households::Entity::find_by_id(petit.0).one(db).await.unwrap().unwrap();
    assert_eq!(gone.name, "—");
    let asked = erasures::Entity::find().all(db).await.unwrap();
    let asked: Vec<_> = asked.iter().map(|row| (row.state, row.message.as_str())).collect();
    assert_eq!(asked, [(erasures::ErasureState::Done, "")], "nobody is left to decide");
}

async fn who_signs_in_now_and_then_keeps_the_account(app: &App) {
    for email in [CLAIRE, KARIM, CLAIRE] {
        app.family(email).await;
    }
    app.set("2028-09-01T12:00");
    sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    // two months later: the hourly cleaner has long removed the refresh token
    app.set("2028-10-31T12:00");
    api::accounts::clean(app.db(), &app.config.auth, app.clock.now()).await.unwrap();
    let db = app.db().reader();
    assert_eq!(refresh_tokens::Entity::find().count(db).await.unwrap(), 0);
    assert!(run(app, "2028-10-31T12:00").await);
    let told = async |email: &str| {
        let mails = mails::Entity::find().filter(mails::Column::ToAddress.eq(email));
        mails.filter(mails::Column::Subject.contains("va être fermé")).count(db).await.unwrap()
    };
    assert_eq!((told(CLAIRE).await, told(KARIM).await), (0, 1));
    assert_eq!(sign_ins::Entity::find().count(db).await.unwrap(), 2, "the last of each");
    assert!(run(app, "2028-12-05T12:00").await);
    let open = accounts::Entity::find().filter(accounts::Column::Email.is_in([CLAIRE, KARIM]));
    let open: Vec<String> = open.all(db).await.unwrap().into_iter().map(|row| row.email).collect();
    assert_eq!(open, [CLAIRE]);
}

async fn accounts_of_no_use_are_told_and_then_closed(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let claire = app.family(CLAIRE).await;
    app.family(KARIM).await;
    for child in ["Lina", "Adam", "Mila"] {
        leaves(&administrator, &claire, child).await;
    }
    assert!(run(app, "2028-10-01T12:00").await);
    let told = mails::Entity::find()
        .filter(mails::Column::ToAddress.eq(CLAIRE))
        .filter(mails::Column::Subject.eq("Votre compte va être fermé"));
    let told = told.all(app.db().reader()).await.unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].text_body.contains("mardi 31 octobre 2028"), "{}", told[0].text_body);
    // Karim comes back
    sign_in(app, KARIM, PASSWORD).await.unwrap();
    assert!(run(app, "2028-10-20T12:00").await);
    let open = async |email: &str| {
        accounts::Entity::find()
            .filter(accounts::Column::Email.eq(email))
            .count(app.db().reader())
            .await
            .unwrap()
            == 1
    };
    assert!(open(CLAIRE).await, "her time is not over");
    assert!(run(app, "2028-11-01T12:00").await);
    assert!(!open(CLAIRE).await && open(KARIM).await && open(&administrator.email).await);
    let claire = guardians::Entity::find().filter(guardians::Column::FirstName.eq("Claire"));
    let claire = claire.one(app.db().reader()).await.unwrap().unwrap();
    assert_eq!(claire.account_id, None, "her household stays: it is not two years yet");
    assert!(run(app, "2030-10-02T12:00").await);
    let named = |name: &'static str| {
        households::Entity::find().filter(households::Column::Name.eq(name)).count(app.db().reader())
    };
    assert_eq!(named("Famille Martin").await.unwrap(), 0, "two years after");
    assert_eq!(named("Foyer Benali").await.unwrap(), 1, "he was told only now");
}

async fn one_run_a_day_whatever_the_number_of_workers(app: &App) {
    let day = "2026-09-07".parse::<chrono::NaiveDate>().unwrap();
    tests::eventually("the worker runs the rules by itself", async || {
        let row = retention_runs::Entity::find_by_id(day).one(app.db().reader()).await.unwrap();
        row.filter(|row| row.finished_at.is_some())
    })
    .await;
    app.set_to(app.clock.now() + TimeDelta::days(1));
    let retention = api::app::retention(&app.config, app.db(), &app.clock).unwrap();
    let (one, two) = futures_util::join!(retention.run_daily(), retention.run_daily());
    assert_eq!([one.unwrap(), two.unwrap()].iter().filter(|ran| **ran).count(), 1);
    assert!(!retention.run_daily().await.unwrap());
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let runs = administrator.client.list_retention_runs().await.unwrap().items;
    assert_eq!(runs.len(), 2);
    assert!(runs[0].day > runs[1].day && runs[0].counts.contains_key("mails"));
    for language in ["fr", "en"] {
        let words = format!("{}/../web/locales/staff/{language}.json", env!("CARGO_MANIFEST_DIR"));
        let words: BTreeMap<String, String> =
            serde_json::from_str(&std::fs::read_to_string(words).unwrap()).unwrap();
        for rule in runs[0].counts.keys() {
            assert!(words.contains_key(&format!("retention.of.{rule}")), "{language} has no word for {rule}");
        }
    }
    assert!(sign_ins::Entity::find().count(app.db().reader()).await.unwrap() > 0);
}
