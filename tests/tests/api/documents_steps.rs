//! Steps that tests of documents share: sending, listing, what the store holds, what the history tells.

use api::entities::history;
use api::storage::Storage;
use client::Error;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::wire::{Document, DocumentSubmission, HouseholdDocument};
use tests::{App, Family, new_key};

pub(crate) const ASSURANCE: &str = "Attestation d’assurance scolaire";
pub(crate) const DOMICILE: &str = "Justificatif de domicile";
pub(crate) const IDENTITE: &str = "Pièce d’identité";

/// What a file is sent as: about Lina in 2026-2027 where the type is about children.
pub(crate) fn of(family: &Family, kind: &str) -> DocumentSubmission {
    let child = (kind == ASSURANCE).then(|| family.facts.children[0].id);
    DocumentSubmission {
        type_id: family.document_type(kind),
        guardian_id: None,
        child_id: child,
        school_year: child.map(|_| "2026-2027".parse().unwrap()),
        name: "justificatif.pdf".to_owned(),
    }
}

pub(crate) async fn try_send(
    family: &Family,
    submission: &DocumentSubmission,
    file: Vec<u8>,
) -> Result<Document, Error> {
    family.client.create_document(family.household, &new_key(), submission, file).await
}

pub(crate) async fn send(family: &Family, kind: &str, file: Vec<u8>) -> Document {
    try_send(family, &of(family, kind), file).await.unwrap_or_else(|error| panic!("{kind}: {error:?}"))
}

/// What is asked of a family under a type's name, the first of it.
pub(crate) async fn item(family: &Family, kind: &str) -> HouseholdDocument {
    let (type_id, documents) = (family.document_type(kind), family.client.list_documents(family.household));
    let items = documents.await.unwrap().items;
    items.into_iter().find(|item| item.asked.type_id == type_id).expect("it is asked for")
}

/// How far what is asked is, and whether it counts.
pub(crate) async fn state(family: &Family, kind: &str) -> (&'static str, bool) {
    let item = item(family, kind).await;
    (item.state.code(), item.satisfied)
}

/// How many contents the store holds.
pub(crate) async fn kept(app: &App) -> usize {
    let storage = Storage::open(&app.config).unwrap();
    storage.keys_before(app.clock.now() + chrono::TimeDelta::days(1)).await.unwrap().len()
}

/// What was done to documents, the oldest first.
pub(crate) async fn deeds(app: &App) -> Vec<String> {
    let rows = history::Entity::find()
        .filter(history::Column::SubjectType.eq("document"))
        .order_by_asc(history::Column::Id)
        .all(app.db().reader())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.action).collect()
}
