//! Erasing what is held on a household.

use api::entities::{
    accounts, bookings, children, documents, erasures, guardians, health_records, history,
    household_children, households, jobs, mails, session_capacities,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::families::{Field, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{
    AddressChangeRequest, AddressConfirmation, ErasureDecision, ErasureForFamily, ErasureRequest,
    ErasureState,
};
use tests::{App, CLAIRE, KARIM, MAI, PASSWORD, PAUL, on_both_databases, pdf};

use super::account_steps::{field, last_mail, sign_in};
use super::documents_steps::{DOMICILE, kept, send};
use super::family_file_steps::{REQUIRED, ask_fields, edit, text};
use super::rights_steps::{ask_to_erase, confirmed, etag, export, proof};
use super::staff_steps::colleague;

on_both_databases!(
    what_is_confirmed_is_erased_and_the_other_household_stays,
    a_refusal_says_why_and_a_request_can_be_taken_back,
    nothing_is_erased_by_mistake,
    a_family_without_account_is_erased_too,
    nothing_of_earlier_requests_mails_and_accounts_remains,
);

async fn what_is_confirmed_is_erased_and_the_other_household_stays(app: &App) {
    ask_fields(app, REQUIRED).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let (lina, adam) = (claire.child("Lina"), claire.child("Adam"));
    for child in [lina, adam] {
        edit(&claire, FileSubject::Child(child), Field::ChildAllergies, text("Arachides")).await;
    }
    edit(&claire, FileSubject::Household, Field::AddressCity, text("Secretville")).await;
    send(&claire, DOMICILE, pdf()).await;
    send(&karim, DOMICILE, pdf()).await;
    claire.send(&[claire.book("Adam", "Midi", "2026-09-21")]).await;
    export(app, &claire).await;
    let taken = taken(app).await;
    let asked = ask_to_erase(&claire).await;
    assert_eq!((asked.state, asked.due_on.to_string().as_str()), (ErasureState::Waiting, "2026-10-07"));
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let queue = administrator.client.list_erasures(&client::PageRequest::default()).await.unwrap().items;
    assert_eq!((queue.len(), queue[0].household_name.as_str()), (1, "Famille Martin"));
    assert_eq!(queue[0].shared_children, ["Lina"]);
    assert_eq!(queue[0].erasure.message, "Nous partons.");
    assert!(queue[0].coming_bookings > 1);
    let version = etag(&administrator, asked.id).await;
    let confirm = confirmed("famille  martin");
    administrator.client.decide_erasure(asked.id, &version, &confirm).await.unwrap();
    app.idle().await;

    let db = app.db().reader();
    let row = erasures::Entity::find_by_id(asked.id.0).one(db).await.unwrap().unwrap();
    assert_eq!((row.state, row.message.as_str()), (erasures::ErasureState::Done, ""));
    assert!(sign_in(app, CLAIRE, PASSWORD).await.is_err());
    let household = households::Entity::find_by_id(claire.household.0).one(db).await.unwrap().unwrap();
    assert_eq!((household.name.as_str(), household.details.to_string().as_str()), ("—", "{}"));
    let adam_now = children::Entity::find_by_id(adam.0).one(db).await.unwrap().unwrap();
    assert_eq!((adam_now.first_name.as_str(), adam_now.birth_date.to_string().as_str()), ("—", "1900-01-01"));
    for named in ["Claire", "Adam", "Mila"] {
        let guardians = guardians::Entity::find().filter(guardians::Column::FirstName.eq(named));
        let children = children::Entity::find().filter(children::Column::FirstName.eq(named));
        assert_eq!(guardians.count(db).await.unwrap() + children.count(db).await.unwrap(), 0, "{named}");
    }
    assert_eq!(kept(app).await, 1, "the document of the other household");
    let of_claire = documents::Entity::find().filter(documents::Column::HouseholdId.eq(claire.household.0));
    assert_eq!(of_claire.count(db).await.unwrap(), 0);
    assert_eq!(health_records::Entity::find().count(db).await.unwrap(), 1, "that of Lina, who stays");
    // bookings stay for the accounts, those to come are given back
    let of_claire = || bookings::Entity::find().filter(bookings::Column::HouseholdId.eq(claire.household.0));
    assert!(of_claire().count(db).await.unwrap() > 0);
    let booked = of_claire().filter(bookings::Column::State.eq(bookings::BookingState::Booked));
    assert_eq!(booked.count(db).await.unwrap(), 1, "Thursday the 3rd has been");
    assert!(self::taken(app).await < taken, "seats are free again");
    let told = history::Entity::find().filter(history::Column::HouseholdId.eq(claire.household.0));
    let told = told.all(db).await.unwrap();
    assert!(told.iter().any(|row| row.action == "edited"), "who did what when stays");
    assert!(told.iter().all(|row| {
        let words = format!("{:?}{:?}", row.before, row.after);
        !words.contains("Secretville")
    }));
    let mails = mails::Entity::find().filter(mails::Column::ToAddress.eq(CLAIRE)).all(db).await.unwrap();
    assert_eq!(mails.len(), 1, "only the last word");
    assert!(mails[0].subject.contains("effacées"));
    assert_eq!(
        accounts::Entity::find().filter(accounts::Column::Email.eq(CLAIRE)).count(db).await.unwrap(),
        0
    );
    let storage = api::storage::Storage::open(&app.config).unwrap();
    let later = app.clock.now() + chrono::TimeDelta::days(1);
    assert_eq!(storage.exports_before(later).await.unwrap(), []);

    // the other household is as it was
    let karim = app.family(KARIM).await;
    assert_eq!(karim.facts.children[0].first_name, "Lina");
    assert_eq!(
        karim
            .client
            .list_documents(karim.household)
            .await
            .unwrap()
            .items
            .iter()
            .filter(|item| item.document.is_some())
            .count(),
        1
    );
    let links = household_children::Entity::find().filter(household_children::Column::ChildId.eq(lina.0));
    assert_eq!(links.count(db).await.unwrap(), 1);
    // done again, it does nothing; and staff do not find an empty household
    let names = administrator.client.list_family_files(&client::FilesRequest::default()).await.unwrap();
    assert!(names.items.iter().all(|file| file.name != "—"));
}

/// Seats taken in all sessions.
async fn taken(app: &App) -> i32 {
    let rows = session_capacities::Entity::find().all(app.db().reader()).await.unwrap();
    rows.iter().map(|row| row.taken).sum()
}

async fn a_refusal_says_why_and_a_request_can_be_taken_back(app: &App) {
    let claire = app.family(CLAIRE).await;
    let asked = ask_to_erase(&claire).await;
    assert_eq!(ask_to_erase(&claire).await.id, asked.id, "one waits");
    claire.client.delete_erasure(claire.household, asked.id).await.unwrap();
    let again = claire.client.delete_erasure(claire.household, asked.id).await.unwrap_err();
    assert_eq!(again.code(), Some(ProblemCode::NotFound));
    let asked = ask_to_erase(&claire).await;
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let version = etag(&administrator, asked.id).await;
    let mut refusal =
        ErasureDecision { confirmed: false, reason: " ".to_owned(), household_name: String::new() };
    let empty = administrator.client.decide_erasure(asked.id, &version, &refusal).await;
    assert_eq!(field(empty), ("reason".to_owned(), "empty".to_owned()));
    "Une facture reste à payer.".clone_into(&mut refusal.reason);
    administrator.client.decide_erasure(asked.id, &version, &refusal).await.unwrap();
    let twice = administrator.client.decide_erasure(asked.id, &version, &refusal).await.unwrap_err();
    assert_eq!(twice.code(), Some(ProblemCode::ChangedMeanwhile));
    let held = claire.client.get_personal_data(claire.household).await.unwrap().erasure.unwrap();
    assert_eq!(
        (held.state, held.reason.as_deref()),
        (ErasureState::Refused, Some("Une facture reste à payer."))
    );
    let mails = app.mails().await;
    let told = mails.iter().find(|mail| mail.summary.subject.contains("ne sont pas effacées"));
    assert!(told.expect("a mail").text.contains("Une facture reste à payer."));
}

async fn nothing_is_erased_by_mistake(app: &App) {
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    let mut request = ErasureRequest { password: "wrong".to_owned(), message: String::new() };
    let refused = claire.client.create_erasure(claire.household, &request).await;
    assert_eq!(field(refused), ("password".to_owned(), "wrong_password".to_owned()));
    PASSWORD.clone_into(&mut request.password);
    let foreign = claire.client.create_erasure(mai.household, &request).await.unwrap_err();
    assert_eq!(foreign.code(), Some(ProblemCode::NotFound));
    let paul = app.family(PAUL).await;
    let looks = paul.client.create_erasure(paul.household, &request).await.unwrap_err();
    assert_eq!(looks.code(), Some(ProblemCode::NotPermitted));
    let asked = ask_to_erase(&mai).await;
    let told = app.mails().await;
    for guardian in [MAI, PAUL] {
        assert!(told.iter().any(|mail| mail.summary.to_address == guardian), "{guardian} is told");
    }
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let version = etag(&administrator, asked.id).await;
    let other = administrator.client.decide_erasure(asked.id, &version, &confirmed("Famille Martin")).await;
    assert_eq!(field(other), ("household_name".to_owned(), "mismatch".to_owned()));
    let theirs = claire.client.delete_erasure(claire.household, asked.id).await.unwrap_err();
    assert_eq!(theirs.code(), Some(ProblemCode::NotFound));
    assert_eq!(mai.client.get_personal_data(mai.household).await.unwrap().erasure.unwrap().id, asked.id);
}

async fn a_family_without_account_is_erased_too(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let household = households::Entity::find()
        .filter(households::Column::ExternalId.eq("F-03"))
        .one(app.db().reader())
        .await
        .unwrap()
        .unwrap();
    let request = ErasureForFamily { message: "Par courrier.".to_owned() };
    let asked =
        administrator.client.create_erasure_of_household(household.id.into(), &request).await.unwrap();
    let version = etag(&administrator, asked.id).await;
    let confirm = confirmed("Famille Foule 3");
    administrator.client.decide_erasure(asked.id, &version, &confirm).await.unwrap();
    app.idle().await;
    let now = households::Entity::find_by_id(household.id).one(app.db().reader()).await.unwrap().unwrap();
    assert_eq!((now.name.as_str(), now.external_id), ("—", None));
}

async fn nothing_of_earlier_requests_mails_and_accounts_remains(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let claire = app.family(CLAIRE).await;
    // taken back, then refused with a reason
    let asked = ask_to_erase(&claire).await;
    claire.client.delete_erasure(claire.household, asked.id).await.unwrap();
    let asked = ask_to_erase(&claire).await;
    let version = etag(&administrator, asked.id).await;
    let refusal = ErasureDecision {
        confirmed: false,
        reason: "La facture de Claire reste à payer.".to_owned(),
        household_name: String::new(),
    };
    administrator.client.decide_erasure(asked.id, &version, &refusal).await.unwrap();
    app.idle().await;
    // an address that was another, and an account that is closed before the household is erased
    let change =
        AddressChangeRequest { email: "claire.durand@example.org".to_owned(), password: PASSWORD.to_owned() };
    claire.client.create_address_change(&change).await.unwrap();
    app.idle().await;
    let link = last_mail(app, "claire.durand@example.org").await.1.expect("a link");
    app.client()
        .confirm_address(&AddressConfirmation { token: link, password: PASSWORD.to_owned() })
        .await
        .unwrap();
    let deeds = || history::Entity::find().filter(history::Column::Action.eq("address_changed"));
    let db = app.db().reader();
    let told = deeds().all(db).await.unwrap();
    assert!(format!("{told:?}").contains("claire.durand@example.org"));
    claire.client.close_current_account(&proof()).await.unwrap();
    let told = async || {
        let told = deeds().all(db).await.unwrap();
        assert_eq!(told.len(), 1);
        format!("{told:?}").contains('@')
    };
    assert!(told().await, "older files of the organisation are still understood");
    // a mail that could never be sent, and a job that was given up
    app.idle().await;
    let never_sent = async |tx: &sea_orm::DatabaseTransaction| {
        mails::Entity::update_many()
            .col_expr(mails::Column::SentAt, Expr::value(None::<chrono::DateTime<chrono::Utc>>))
            .col_expr(mails::Column::ToAddress, Expr::value(CROWD))
            .filter(mails::Column::ToAddress.eq(CLAIRE))
            .exec(tx)
            .await?;
        Ok(())
    };
    app.db().write(never_sent).await.unwrap();
    app.family(CROWD).await;
    let job = json!({ "email": CROWD });
    let now = app.clock.now();
    let given_up = jobs::ActiveModel {
        id: Set(app.clock.new_id(now)),
        kind: Set("send_password_reset".to_owned()),
        payload: Set(job),
        run_at: Set(now),
        attempts: Set(14),
        state: Set(jobs::JobState::Failed),
        last_error: Set(None),
        created_at: Set(now),
        finished_at: Set(Some(now)),
    };
    let insert = async |tx: &sea_orm::DatabaseTransaction| {
        jobs::Entity::insert(given_up.clone()).exec_without_returning(tx).await?;
        Ok(())
    };
    app.db().write(insert).await.unwrap();
    for (household, name) in
        [(claire.household, "Famille Martin"), (app.family(CROWD).await.household, "Famille Foule 0")]
    {
        let request = ErasureForFamily { message: "Par courrier.".to_owned() };
        let asked = administrator.client.create_erasure_of_household(household, &request).await.unwrap();
        let version = etag(&administrator, asked.id).await;
        administrator.client.decide_erasure(asked.id, &version, &confirmed(name)).await.unwrap();
    }
    app.idle().await;
    let requests = erasures::Entity::find().all(db).await.unwrap();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|row| row.message.is_empty() && row.reason.is_none()), "{requests:?}");
    let left = mails::Entity::find().filter(mails::Column::ToAddress.eq(CROWD)).all(db).await.unwrap();
    assert_eq!(left.len(), 1, "only the last word: {left:?}");
    assert!(!told().await, "the addresses of an account closed before go with the household");
    assert_eq!(
        jobs::Entity::find().filter(jobs::Column::State.eq(jobs::JobState::Failed)).count(db).await.unwrap(),
        0
    );
}

/// One of the crowd.
const CROWD: &str = "foule00@example.org";
