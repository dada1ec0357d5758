//! Copies of everything held on a household.

use api::entities::history;
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::families::{Field, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{DataCategory, ErasureFate, ExportState, KeptFor, NewHouseholdNote, PasswordProof};
use tests::{App, CLAIRE, KARIM, MAI, is_pdf, new_key, on_both_databases, pdf};

use super::account_steps::field;
use super::documents_steps::{DOMICILE, send};
use super::family_file_steps::{REQUIRED, ask_fields, edit, text};
use super::rights_steps::{export, household, proof, unpacked};
use super::staff_steps::colleague;

on_both_databases!(
    a_copy_holds_everything_of_the_household_and_is_gone_after_a_week,
    a_copy_holds_nothing_of_the_other_household_of_a_child,
    few_copies_a_day_and_one_at_a_time,
    staff_make_a_copy_with_their_notes,
    what_is_held_is_told_with_its_period,
);

async fn a_copy_holds_everything_of_the_household_and_is_gone_after_a_week(app: &App) {
    let claire = app.family(CLAIRE).await;
    // booked before the organisation asks for what the family has not told
    claire.send(&[claire.book("Lina", "Midi", "2026-09-21")]).await;
    ask_fields(app, REQUIRED).await;
    let lina = claire.child("Lina");
    edit(&claire, FileSubject::Child(lina), Field::ChildAllergies, text("Arachides")).await;
    let document = send(&claire, DOMICILE, pdf()).await;
    let id = export(app, &claire).await;
    let mails = app.mails().await;
    let told =
        mails.iter().find(|mail| mail.summary.to_address == CLAIRE && mail.summary.subject.contains("copie"));
    assert!(told.expect("a mail").text.contains("lundi 14 septembre 2026"));
    let zip = claire.client.get_export_content(claire.household, id).await.unwrap();
    let files = unpacked(zip.clone());
    assert!(is_pdf(&files[&format!("documents/{}-justificatif.pdf", document.id)]));
    let copy = household(zip);
    assert_eq!(copy["format"], "ribambelle-household-1");
    assert_eq!(copy["household"]["name"], "Famille Martin");
    assert_eq!(copy["guardians"][0]["first_name"], "Claire");
    for right in ["may_book", "may_pick_up", "pays"] {
        assert_eq!(copy["guardians"][0][right], true, "{right}");
    }
    assert_eq!(copy["accounts"][0]["email"], CLAIRE);
    let children = copy["children"].as_array().unwrap();
    let of_lina = children.iter().find(|child| child["id"] == lina.to_string()).unwrap();
    assert_eq!(of_lina["health"]["child_allergies"], "Arachides");
    assert_eq!(of_lina["schooling"][0]["grade"], "cp");
    assert_eq!(copy["requests"][0]["lines"][0]["outcome"], "booked");
    let bookings = copy["bookings"].as_array().unwrap();
    assert!(bookings.iter().any(|booking| booking["day"] == "2026-09-21" && booking["slot"].is_string()));
    assert_eq!(copy["documents"][0]["sha256"].as_str().unwrap().len(), 64);
    assert!(!copy["mails"].as_array().unwrap().is_empty() && !copy["history"].as_array().unwrap().is_empty());
    let all = copy.to_string();
    assert!(!all.contains("password") && !all.contains("argon2"), "no secrets");
    for (action, times) in [("export_asked", 1), ("health_exported", 3), ("fetched", 1)] {
        let told = history::Entity::find().filter(history::Column::Action.eq(action));
        assert_eq!(told.count(app.db().reader()).await.unwrap(), times, "{action}");
    }
    // the same for nobody else, and not after a week
    let mai = app.family(MAI).await;
    for household in [claire.household, mai.household] {
        let refused = mai.client.get_export_content(household, id).await.unwrap_err();
        assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    }
    app.set_to(app.clock.now() + TimeDelta::days(7));
    let claire = app.family(CLAIRE).await;
    let gone = claire.client.get_export_content(claire.household, id).await.unwrap_err();
    assert_eq!(gone.code(), Some(ProblemCode::NotFound));
    let retention = api::app::retention(&app.config, app.db(), &app.clock).unwrap();
    assert!(retention.run_daily().await.unwrap());
    app.idle().await;
    let storage = api::storage::Storage::open(&app.config).unwrap();
    assert_eq!(storage.exports_before(app.clock.now()).await.unwrap(), []);
    let listed = claire.client.list_exports(claire.household).await.unwrap();
    assert_eq!(listed.items[0].state, ExportState::Removed);
}

async fn a_copy_holds_nothing_of_the_other_household_of_a_child(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    claire.send(&[claire.book("Lina", "Midi", "2026-09-21")]).await;
    karim.send(&[karim.book("Lina", "Soir", "2026-09-22")]).await;
    ask_fields(app, REQUIRED).await;
    edit(&claire, FileSubject::Household, Field::AddressCity, text("Secretville")).await;
    send(&claire, DOMICILE, pdf()).await;
    let id = export(app, &karim).await;
    let zip = karim.client.get_export_content(karim.household, id).await.unwrap();
    assert_eq!(unpacked(zip.clone()).len(), 1, "no document of the other household");
    let copy = household(zip);
    assert_eq!(copy["children"].as_array().unwrap().len(), 1);
    assert_eq!(copy["children"][0]["first_name"], "Lina");
    let days: Vec<_> = copy["bookings"].as_array().unwrap().iter().map(|row| row["day"].clone()).collect();
    assert_eq!(days, ["2026-09-22"]);
    let all = copy.to_string();
    for theirs in
        ["Claire", "claire.martin", "Famille Martin", "Secretville", "Adam", &claire.household.to_string()]
    {
        assert!(!all.contains(theirs), "{theirs}");
    }
}

async fn few_copies_a_day_and_one_at_a_time(app: &App) {
    let claire = app.family(CLAIRE).await;
    let wrong = PasswordProof { password: "wrong".to_owned() };
    let refused = claire.client.create_export(claire.household, &wrong).await;
    assert_eq!(field(refused), ("password".to_owned(), "wrong_password".to_owned()));
    for _ in 0..3 {
        export(app, &claire).await;
    }
    let refused = claire.client.create_export(claire.household, &proof()).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::TooManyAttempts));
    app.set_to(app.clock.now() + TimeDelta::hours(24));
    let claire = app.family(CLAIRE).await;
    let proof = proof();
    let ask = || claire.client.create_export(claire.household, &proof);
    let (one, two) = (ask().await.unwrap(), ask().await.unwrap());
    assert!(one.id == two.id || two.asked_at == app.clock.now());
}

async fn staff_make_a_copy_with_their_notes(app: &App) {
    let claire = app.family(CLAIRE).await;
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let note = NewHouseholdNote { text: "A rappeler lundi.".to_owned() };
    administrator.client.create_household_note(claire.household, &new_key(), &note).await.unwrap();
    let own = export(app, &claire).await;
    let copy = household(claire.client.get_export_content(claire.household, own).await.unwrap());
    assert_eq!((copy["notes_held"].as_u64(), copy.get("notes")), (Some(1), None));
    let made = administrator.client.create_export_of_household(claire.household).await.unwrap();
    app.idle().await;
    let listed = administrator.client.list_exports_of_household(claire.household).await.unwrap().items;
    assert_eq!(
        listed.iter().map(|one| (one.id, one.state)).collect::<Vec<_>>(),
        [(made.id, ExportState::Ready)]
    );
    let fetched = administrator.client.get_export_content_of_household(claire.household, made.id).await;
    assert_eq!(household(fetched.unwrap())["notes"][0]["text"], "A rappeler lundi.");
    // each sees what they asked for
    let theirs = claire.client.get_export_content(claire.household, made.id).await.unwrap_err();
    let hers = administrator.client.get_export_content_of_household(claire.household, own).await.unwrap_err();
    assert_eq!((theirs.code(), hers.code()), (Some(ProblemCode::NotFound), Some(ProblemCode::NotFound)));
    let agent = colleague(app, "agent", Role::Agent).await;
    let refused = agent.client.get_export_content_of_household(claire.household, made.id).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::RoleNotPermitted));
}

async fn what_is_held_is_told_with_its_period(app: &App) {
    let claire = app.family(CLAIRE).await;
    send(&claire, DOMICILE, pdf()).await;
    let held = claire.client.get_personal_data(claire.household).await.unwrap();
    assert_eq!(held.categories.len(), DataCategory::ALL.len());
    let of = |category| held.categories.iter().find(|kept| kept.category == category).unwrap();
    assert_eq!(
        (of(DataCategory::Documents).held, of(DataCategory::Documents).kept_for),
        (1, KeptFor::Days(90))
    );
    assert_eq!(of(DataCategory::Bookings).kept_for, KeptFor::Years(10));
    assert_eq!(of(DataCategory::Bookings).on_erasure, ErasureFate::Pseudonymised);
    assert!(of(DataCategory::Bookings).held > 0 && of(DataCategory::SignIns).held == 1);
    assert_eq!(of(DataCategory::Announcements).kept_for, KeptFor::Months(24));
    assert_eq!((held.officer, held.erasure), (None, None));
}
