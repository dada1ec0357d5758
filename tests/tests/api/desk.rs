//! The desk of staff: families found, files decided although something is missing, colleagues who look at the same,
//! documents that end when staff say.

use api::entities::households;
use client::FilesRequest;
use sea_orm::sea_query::{Alias, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::families::{Field, FileState, FileSubject};
use shared::folding::{FOLDS, fold};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{DocumentDecision, FileDecision, FileVerdict, OnlookerSubject};
use tests::{App, CLAIRE, KARIM, MAI, day, new_key, on_both_databases, pdf};

use super::account_steps::field;
use super::documents_steps::{ASSURANCE, DOMICILE, item, of, send};
use super::family_file_steps::{
    AFTER_ACCEPTANCE, REQUIRED, YEAR, change_configuration, complete, edit, fault, sheet, text,
    waiting_change,
};
use super::staff_steps::{Colleague, colleague, colleague_of, facilities};

on_both_databases!(
    families_are_found_by_what_is_known_of_them,
    the_databases_fold_as_the_rule_does,
    a_file_that_lacks_something_is_validated_only_with_a_reason,
    colleagues_who_look_at_the_same_see_each_other,
    a_document_ends_when_staff_read_so_on_it,
    the_documents_of_a_household_are_told_to_staff,
);

/// Names of the households that a request finds.
async fn found(agent: &Colleague, request: FilesRequest) -> Vec<String> {
    let request = FilesRequest { only: Some("all"), school_year: Some(YEAR), ..request };
    let page = agent.client.list_family_files(&request).await.unwrap();
    // beside the crowd of other tests
    page.items.into_iter().map(|file| file.name).filter(|name| !name.starts_with("Famille Foule")).collect()
}

async fn looked_up(agent: &Colleague, q: &str) -> Vec<String> {
    found(agent, FilesRequest { q: q.to_owned(), ..FilesRequest::default() }).await
}

async fn families_are_found_by_what_is_known_of_them(app: &App) {
    let family = app.family(MAI).await;
    change_configuration(app, |text| [text, REQUIRED].concat()).await;
    let guardian = sheet(&family).await.parts[0].subject;
    edit(&family, guardian, Field::GuardianPhone, text("06 39.98-10 02")).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let nguyen = ["Famille Nguyen".to_owned()];
    for q in ["ZOE", "zoé", " nguyen  mai ", "mai.nguyen@EXAMPLE", "+33 6 39 98", "0639981002", "famille zoé"]
    {
        assert_eq!(looked_up(&agent, q).await, nguyen, "{q}");
    }
    for q in ["%", "_", "zoé martin", "0611", "\\", "'; drop table households"] {
        assert_eq!(looked_up(&agent, q).await, Vec::<String>::new(), "{q}");
    }
    // Lina is in both
    assert_eq!(looked_up(&agent, "lina").await, ["Famille Martin", "Foyer Benali"]);
    let long = FilesRequest { q: "x".repeat(101), ..FilesRequest::default() };
    let refused = agent.client.list_family_files(&long).await;
    assert_eq!(field(refused), ("q".to_owned(), "too_long".to_owned()));

    let by = FilesRequest::default;
    let state = |state| FilesRequest { state: Some(state), ..by() };
    assert_eq!(found(&agent, state(FileState::Validated)).await, ["Famille Martin"]);
    assert_eq!(found(&agent, state(FileState::Received)).await, ["Foyer Benali"]);
    assert_eq!(found(&agent, state(FileState::Incomplete)).await, nguyen);
    let schools = app.client().get_organisation().await.unwrap().schools;
    let school =
        |name: &str| schools.iter().find(|school| school.name.contains(name)).map(|school| school.id);
    let at_port = FilesRequest { school_id: school("Port"), ..by() };
    assert_eq!(found(&agent, at_port.clone()).await, ["Famille Martin", "Famille Nguyen"]);
    let both = FilesRequest { q: "nguyen".to_owned(), ..at_port };
    assert_eq!(found(&agent, both).await, nguyen);
    edit(&family, FileSubject::Child(family.child("Zoé")), Field::ChildClass, text("CE2 Éléphants")).await;
    for class in ["ce2", "ÉLÉ", "elephants"] {
        assert_eq!(found(&agent, FilesRequest { class: class.to_owned(), ..by() }).await, nguyen, "{class}");
    }
    assert_eq!(found(&agent, FilesRequest { class: "cm".to_owned(), ..by() }).await, Vec::<String>::new());

    let all = FilesRequest { only: Some("all"), school_year: Some(YEAR), ..by() };
    let listed = agent.client.list_family_files(&all).await.unwrap().items;
    let guardians = &listed.iter().find(|file| file.name == nguyen[0]).unwrap().guardians;
    assert_eq!(guardians, &["Mai Nguyen", "Paul Nguyen"]);
}

async fn the_databases_fold_as_the_rule_does(app: &App) {
    let letters: String = FOLDS.iter().map(|(_, letters)| *letters).collect();
    let name = format!("Ünïque {letters} %_ Żółć 'quoted' محمد ABC");
    let id = app.family(CLAIRE).await.household;
    let renamed = households::Entity::update_many()
        .col_expr(households::Column::Name, Expr::value(name.clone()))
        .filter(households::Column::Id.eq(id.0))
        .exec(app.db().single_write())
        .await
        .unwrap();
    assert_eq!(renamed.rows_affected, 1);
    let kept: Option<String> = households::Entity::find_by_id(id.0)
        .select_only()
        .expr(Expr::col(Alias::new("folded")))
        .into_tuple()
        .one(app.db().reader())
        .await
        .unwrap();
    assert_eq!(kept, Some(fold(&name)));
}

async fn a_file_that_lacks_something_is_validated_only_with_a_reason(app: &App) {
    change_configuration(app, |text| {
        let domicile = "owner = \"household\"\nrequired = false";
        let text = text.replacen(domicile, "owner = \"household\"\nrequired = true", 1);
        [text.as_str(), REQUIRED].concat()
    })
    .await;
    let family = app.family(MAI).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let read =
        async || agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
    let decision = |despite: &str| FileDecision {
        school_year: YEAR,
        verdict: FileVerdict::Validated,
        message: String::new(),
        resident: Some(true),
        despite: despite.to_owned(),
    };
    let decide = async |despite: &str| {
        let version = read().await.version;
        agent.client.decide_family_file(family.household, version, &decision(despite)).await
    };
    let missing = read().await.missing_documents;
    let [document] = missing.as_slice() else { panic!("{missing:?}") };
    assert_eq!(sheet(&family).await.missing_documents, missing, "the family is told the same");
    assert_eq!(document.asked.type_id, family.document_type(DOMICILE));
    let lacks = format!("missing_documents.{}", document.asked.type_id);
    let refused = fault(decide("").await);
    assert_eq!(refused[0], ("verdict".to_owned(), "incomplete".to_owned()));
    assert!(refused.contains(&(lacks.clone(), "empty".to_owned())), "{refused:?}");
    assert!(refused.contains(&("missing.address_city".to_owned(), "empty".to_owned())), "{refused:?}");
    complete(&family).await;
    let refused = fault(decide("").await);
    assert_eq!(refused[1..], [(lacks, "empty".to_owned())], "answers are there, the document is not");
    assert_eq!(read().await.file.state, FileState::Incomplete, "nothing was written");

    decide("Vu au guichet le 7 septembre.").await.unwrap();
    let done = read().await;
    assert_eq!((done.file.state, done.resident), (FileState::Validated, Some(true)));
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    let event = record.events.iter().find(|event| event.action == "validated").unwrap();
    assert_eq!(event.said.as_deref(), Some("Vu au guichet le 7 septembre."));

    // of a file that lacks nothing, the reason is not kept
    let sent = send(&family, DOMICILE, pdf()).await;
    agent
        .client
        .decide_document(sent.id, "\"1\"", DocumentDecision::Accepted { expires_on: None })
        .await
        .unwrap();
    assert_eq!(read().await.missing_documents, []);
    decide("Rien ne manque.").await.unwrap();
    let record =
        agent.client.get_household_record(family.household, &client::PageRequest::default()).await.unwrap();
    let event = record.events.iter().find(|event| event.action == "validated").unwrap();
    assert_eq!(event.said, None);
    assert_eq!(sheet(&family).await.missing_documents, []);
}

async fn colleagues_who_look_at_the_same_see_each_other(app: &App) {
    change_configuration(app, |text| [text, AFTER_ACCEPTANCE].concat()).await;
    let family = app.family(MAI).await;
    let change = waiting_change(&family).await;
    let document = send(&family, DOMICILE, pdf()).await;
    let (one, two) = (colleague(app, "one", Role::Agent).await, colleague(app, "two", Role::Reader).await);
    for (subject, id) in [
        (OnlookerSubject::FamilyFile, family.household.0),
        (OnlookerSubject::ChangeRequest, change.0),
        (OnlookerSubject::Document, document.id.0),
    ] {
        let began = app.clock.now();
        let alone = one.client.update_onlooker(subject, id).await.unwrap();
        assert_eq!(alone.others, [], "{subject:?}");
        let later = began + chrono::TimeDelta::seconds(20);
        app.clock.set(later);
        let seen = two.client.update_onlooker(subject, id).await.unwrap().others;
        let [other] = seen.as_slice() else { panic!("{subject:?}: {seen:?}") };
        assert_eq!((other.name.as_str(), other.since), ("Nadia Roux", began));
        // heard of again, one is there since the beginning
        app.clock.set(later + chrono::TimeDelta::seconds(40));
        one.client.update_onlooker(subject, id).await.unwrap();
        let seen = two.client.update_onlooker(subject, id).await.unwrap().others;
        assert_eq!(seen[0].since, began);
        // whoever leaves is gone at once, whoever falls silent after a minute
        two.client.delete_onlooker(subject, id).await.unwrap();
        assert_eq!(one.client.update_onlooker(subject, id).await.unwrap().others, []);
        app.clock.set(app.clock.now() + chrono::TimeDelta::seconds(61));
        assert_eq!(two.client.update_onlooker(subject, id).await.unwrap().others, []);
    }
    let annexe = colleague_of(app, "annexe", Role::Referent, facilities(app).await[1..].to_vec()).await;
    for (subject, id) in [
        (OnlookerSubject::FamilyFile, app.family(KARIM).await.household.0),
        (OnlookerSubject::ChangeRequest, uuid::Uuid::nil()),
        (OnlookerSubject::Document, uuid::Uuid::nil()),
    ] {
        let error = annexe.client.update_onlooker(subject, id).await.unwrap_err();
        assert_eq!(error.code(), Some(ProblemCode::NotFound), "{subject:?}");
    }
    let error =
        family.client.update_onlooker(OnlookerSubject::FamilyFile, family.household.0).await.unwrap_err();
    assert_eq!(error.code(), Some(ProblemCode::RoleNotPermitted), "no name of staff is told to families");
}

async fn a_document_ends_when_staff_read_so_on_it(app: &App) {
    let family = app.family(CLAIRE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let sent = send(&family, DOMICILE, pdf()).await;
    let listed = agent.client.list_documents_to_check(&client::PageRequest::default()).await.unwrap().items;
    assert_eq!(
        (listed[0].version, listed[0].document.expires_on),
        (1, Some(day("2027-09-07"))),
        "as its type says"
    );
    let until = |on: &str| DocumentDecision::Accepted { expires_on: Some(day(on)) };
    for (on, code) in [("2026-09-07", "past"), ("2057-09-08", "out_of_range")] {
        let refused = agent.client.decide_document(sent.id, "\"1\"", until(on)).await;
        assert_eq!(field(refused), ("expires_on".to_owned(), code.to_owned()));
    }
    agent.client.decide_document(sent.id, "\"1\"", until("2027-01-15")).await.unwrap();
    assert_eq!(item(&family, DOMICILE).await.state.code(), "accepted");
    app.set("2027-01-10T08:00");
    let family = app.family(CLAIRE).await;
    assert_eq!(item(&family, DOMICILE).await.state.code(), "expiring");
    app.set("2027-01-15T00:00");
    let family = app.family(CLAIRE).await;
    let after = item(&family, DOMICILE).await;
    assert_eq!((after.state.code(), after.satisfied), ("expired", false));
}

async fn the_documents_of_a_household_are_told_to_staff(app: &App) {
    change_configuration(app, |text| {
        let annexe = r#"
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
        [text, annexe].concat()
    })
    .await;
    let family = app.family(CLAIRE).await;
    let sent = send(&family, ASSURANCE, pdf()).await;
    let reader = colleague(app, "reader", Role::Reader).await;
    let shown = async || {
        let told = reader.client.list_documents_of_household(family.household).await.unwrap();
        let ids = told.items.iter().filter_map(|item| item.document.as_ref()).map(|it| it.id).collect();
        (told.children.len(), ids)
    };
    assert_eq!(shown().await, (3, vec![sent.id]));
    // Adam alone goes to the school of the annexe
    let referent = colleague_of(app, "port", Role::Referent, facilities(app).await[1..2].to_vec()).await;
    let told = referent.client.list_documents_of_household(family.household).await.unwrap();
    assert_eq!(told.children.iter().map(|child| child.first_name.as_str()).collect::<Vec<_>>(), ["Adam"]);
    assert!(told.items.iter().all(|item| item.document.is_none()), "Lina's is none of theirs");
    let karim = app.family(KARIM).await;
    let error = referent.client.list_documents_of_household(karim.household).await.unwrap_err();
    assert_eq!(error.code(), Some(ProblemCode::NotFound));
    let of_karim = of(&family, DOMICILE);
    karim.client.create_document(karim.household, &new_key(), &of_karim, pdf()).await.unwrap();
    assert_eq!(shown().await, (3, vec![sent.id]), "what the other household of a child sends is its own");
}
