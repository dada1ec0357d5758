//! Documents that tell of health: asked of the children they concern, sealed, known to those who may read health.

use api::config::{Key, vault_keys};
use api::documents::{opened, seal_anew};
use api::entities::documents;
use api::imports::{self, ImportError};
use api::storage::Storage;
use api::vault::Vault;
use client::PageRequest;
use sea_orm::EntityTrait;
use shared::bookings::{Cause, LineResult, RefusalCode};
use shared::families::{Field, FieldValue, FileSubject};
use shared::ids::DocumentTypeId;
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{Document, DocumentSubmission, HouseholdDocument};
use tests::{App, CLAIRE, Family, KARIM, files, is_pdf, on_both_databases, pdf};

use super::documents_steps::{ASSURANCE, deeds, kept, of, send, try_send};
use super::family_file_steps::{YEAR, change_configuration, edit};
use super::rights_steps::{export, unpacked};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    a_document_is_asked_of_the_children_who_meet_its_condition,
    a_condition_is_a_question_that_is_asked,
    documents_about_health_are_for_those_who_may_read_health,
    contents_about_health_are_sealed_and_sealed_anew,
    what_was_sent_before_its_type_told_of_health_is_sealed_too,
);

const PAI: &str = "Projet d’accueil individualisé";

/// Documents that are asked besides.
const MORE: &str = r#"
[[documents]]
code = "pai"
name = { fr = "Projet d’accueil individualisé" }
owner = "child"
when = { child_pai = true }
validity = { kind = "school_year" }

[file.fields]
child_pai = "optional"
"#;

async fn ask(app: &App) {
    change_configuration(app, |text| [text, MORE].concat()).await;
}

fn about(family: &Family, child: &str) -> DocumentSubmission {
    DocumentSubmission {
        type_id: family.document_type(PAI),
        child_id: Some(family.child(child)),
        ..of(family, ASSURANCE)
    }
}

async fn has_plan(family: &Family, child: &str, answer: bool) {
    let subject = FileSubject::Child(family.child(child));
    edit(family, subject, Field::ChildPai, FieldValue::Flag(answer)).await;
}

async fn send_plan(family: &Family) -> Document {
    try_send(family, &about(family, "Lina"), pdf()).await.unwrap()
}

/// A family whose daughter Lina has a plan.
async fn with_plan(app: &App) -> Family {
    ask(app).await;
    let family = app.family(CLAIRE).await;
    has_plan(&family, "Lina", true).await;
    family
}

fn of_type(items: Vec<HouseholdDocument>, kind: DocumentTypeId) -> Vec<FileSubject> {
    let year = Some(YEAR);
    let of_it = items.into_iter().filter(|item| item.asked.type_id == kind && item.asked.school_year == year);
    of_it.map(|item| item.asked.subject).collect()
}

async fn a_document_is_asked_of_the_children_who_meet_its_condition(app: &App) {
    ask(app).await;
    let family = app.family(CLAIRE).await;
    let kind = family.document_type(PAI);
    let asked = async || {
        let told = family.client.list_documents(family.household).await.unwrap();
        of_type(told.items, kind)
    };
    assert_eq!(asked().await, [], "nobody has answered");
    has_plan(&family, "Adam", false).await;
    has_plan(&family, "Lina", true).await;
    assert_eq!(asked().await, [FileSubject::Child(family.child("Lina"))]);
    let lines = [family.book("Lina", "Midi", "2026-09-15"), family.book("Adam", "Midi", "2026-09-15")];
    let result = family.send(&lines).await;
    let refused = &result.outcomes[0].refusals[0];
    assert_eq!(refused.code, RefusalCode::FileIncomplete);
    assert!(
        matches!(&refused.cause, Some(Cause::MissingDocuments(missing)) if missing[0].type_id == kind),
        "{refused:?}"
    );
    assert_eq!(result.outcomes[1].result, LineResult::Booked, "it keeps no other child from being booked");
    let cell = family.cell("Lina", "Midi", "2026-09-15").await;
    assert_eq!(cell.reason.map(|reason| reason.code), Some(RefusalCode::FileIncomplete));
    // of the answer, the other household of the child learns what is asked, as it reads the child's health anyway
    let karim = app.family(KARIM).await;
    let told = karim.client.list_documents(karim.household).await.unwrap();
    assert_eq!(of_type(told.items, kind), [FileSubject::Child(karim.child("Lina"))]);
    // staff see what is missing, and so do the rules of validating
    let agent = colleague(app, "agent", Role::Agent).await;
    let sheet = agent.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
    assert_eq!(sheet.missing_documents[0].asked.type_id, kind);
    send_plan(&family).await;
    let booked = family.send(&lines[..1]).await;
    assert_eq!(booked.outcomes[0].result, LineResult::Booked);
    has_plan(&family, "Lina", false).await;
    assert_eq!(asked().await, []);
}

async fn a_condition_is_a_question_that_is_asked(app: &App) {
    let told = async |good: &str, bad: &str| {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        let text = [std::fs::read_to_string(&files.config).unwrap(), MORE.replacen(good, bad, 1)].concat();
        std::fs::write(&files.config, &text).unwrap();
        let line = text.lines().position(|line| line.contains(bad.lines().next().unwrap())).unwrap() + 1;
        match imports::run(app.db(), &app.clock, &files).await {
            Err(ImportError::Files(findings)) => (findings.to_string(), line),
            other => panic!("{other:?}"),
        }
    };
    for (good, bad, words) in [
        ("child_pai = true", "child_vaccinated = true", "when.child_vaccinated"),
        ("child_pai = true", "child_allergies = true", "when.child_allergies"),
        ("child_pai = true", "child_horoscope = true", "child_horoscope"),
        ("child_pai = true", "guardian_phone = true", "when.guardian_phone"),
        ("owner = \"child\"", "owner = \"household\" # all", "documents[3].owner"),
    ] {
        let (findings, line) = told(good, bad).await;
        assert!(findings.contains(words), "{words} in {findings}");
        assert!(findings.contains(&format!("organisation.toml:{line}:")), "line {line} in {findings}");
    }
}

async fn documents_about_health_are_for_those_who_may_read_health(app: &App) {
    let family = with_plan(app).await;
    let (plan, other) = (send_plan(&family).await, send(&family, ASSURANCE, pdf()).await);
    let reader = colleague(app, "reader", Role::Reader).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let queue = async |colleague: &Colleague| {
        let page = colleague.client.list_documents_to_check(&PageRequest::default()).await.unwrap();
        let mut found: Vec<_> = page.items.into_iter().map(|item| item.document.id).collect();
        found.sort();
        found
    };
    assert_eq!(queue(&reader).await, [other.id]);
    assert_eq!(queue(&agent).await.len(), 2);
    let kind = family.document_type(PAI);
    let listed = async |colleague: &Colleague| {
        let told = colleague.client.list_documents_of_household(family.household).await.unwrap();
        of_type(told.items, kind).len()
    };
    assert_eq!((listed(&reader).await, listed(&agent).await), (0, 1));
    let code = |error: client::Error| error.code();
    assert_eq!(
        reader.client.get_document(plan.id).await.map(drop).map_err(code),
        Err(Some(ProblemCode::NotFound))
    );
    assert_eq!(
        reader.client.get_document_content(plan.id).await.map_err(code),
        Err(Some(ProblemCode::NotFound))
    );
    assert!(is_pdf(&reader.client.get_document_content(other.id).await.unwrap()));
    assert!(is_pdf(&agent.client.get_document_content(plan.id).await.unwrap()));
    assert_eq!(deeds(app).await, ["sent", "sent", "read", "health_read"]);
    // what is missing of it says as much
    family.client.delete_document(family.household, plan.id).await.unwrap();
    let missing = async |colleague: &Colleague| {
        let sheet =
            colleague.client.get_family_file_of_household(family.household, Some(YEAR)).await.unwrap();
        sheet.missing_documents.into_iter().filter(|item| item.asked.type_id == kind).count()
    };
    assert_eq!((missing(&reader).await, missing(&agent).await), (0, 1));
}

/// The only document there is, and what the store has of it.
async fn stored(app: &App) -> (documents::Model, Vec<u8>) {
    let row = documents::Entity::find().one(app.db().reader()).await.unwrap().unwrap();
    let storage = Storage::open(&app.config).unwrap();
    let content = storage.get(&api::storage::Key(row.object_key.clone())).await.unwrap().unwrap();
    (row, content.to_vec())
}

async fn seal_by(app: &App, ring: &[Key]) -> anyhow::Result<()> {
    let snapshots = api::organisation::Snapshots::default();
    let organisation = snapshots.current(app.db().reader()).await.unwrap();
    let (storage, vault) = (Storage::open(&app.config).unwrap(), Vault::new(ring).unwrap());
    seal_anew(app.db(), &storage, &vault, &app.clock, &organisation).await
}

async fn contents_about_health_are_sealed_and_sealed_anew(app: &App) {
    let family = with_plan(app).await;
    let sent = send_plan(&family).await;
    let (row, content) = stored(app).await;
    assert!(row.sealed_by.is_some() && !is_pdf(&content) && !content.windows(4).any(|it| it == b"%PDF"));
    assert_eq!(content.len() as u64, sent.size + 28, "the size told is that of the document");
    let read = || family.client.get_household_document_content(family.household, sent.id);
    assert!(is_pdf(&read().await.unwrap()));
    let copy = export(app, &family).await;
    let zip = family.client.get_export_content(family.household, copy).await.unwrap();
    assert!(is_pdf(&unpacked(zip)[&format!("documents/{}-justificatif.pdf", sent.id)]));

    let mut ring = vault_keys(&app.config).unwrap();
    ring.insert(0, Key::generate());
    seal_by(app, &ring).await.unwrap();
    let (anew, content) = stored(app).await;
    assert_eq!(anew.sealed_by.as_ref(), Some(&ring[0].id));
    assert_ne!(anew.object_key, row.object_key, "contents are not overwritten");
    let one = Vault::new(&ring[..1]).unwrap();
    assert!(is_pdf(&opened(&one, &anew, content.clone().into()).unwrap()));
    let moved = documents::Model { id: app.clock.new_id(app.clock.now()), ..anew.clone() };
    assert!(opened(&one, &moved, content.into()).is_err(), "it opens for its row alone");
    app.idle().await;
    assert_eq!(kept(app).await, 1, "the older content is removed");
    seal_by(app, &ring[..1]).await.unwrap();
    assert_eq!(stored(app).await.0.object_key, anew.object_key, "what the first key sealed stays");
    // a server that does not have the new key says nothing of it
    assert_eq!(read().await.unwrap_err().code(), Some(ProblemCode::Internal));
}

async fn what_was_sent_before_its_type_told_of_health_is_sealed_too(app: &App) {
    let family = app.family(CLAIRE).await;
    let sent = send(&family, ASSURANCE, pdf()).await;
    seal_by(app, &vault_keys(&app.config).unwrap()).await.unwrap();
    let (row, content) = stored(app).await;
    assert!(row.sealed_by.is_none() && is_pdf(&content), "nothing of health");
    change_configuration(app, |text| {
        text.replacen("owner = \"child\"", "owner = \"child\"\nhealth = true", 1)
    })
    .await;
    let reader = colleague(app, "reader", Role::Reader).await;
    let hidden = reader.client.get_document_content(sent.id).await.unwrap_err();
    assert_eq!(hidden.code(), Some(ProblemCode::NotFound), "at once");
    seal_by(app, &vault_keys(&app.config).unwrap()).await.unwrap();
    let (row, content) = stored(app).await;
    assert!(row.sealed_by.is_some() && !is_pdf(&content));
    let read = family.client.get_household_document_content(family.household, sent.id).await.unwrap();
    assert!(is_pdf(&read));
    // one that was sealed stays hidden
    change_configuration(app, |text| {
        text.replacen("code = \"assurance\"", "code = \"assurance\" # again", 1).replacen(
            "School insurance certificate",
            "Insurance",
            1,
        )
    })
    .await;
    let hidden = reader.client.get_document_content(sent.id).await.unwrap_err();
    assert_eq!(hidden.code(), Some(ProblemCode::NotFound));
}
