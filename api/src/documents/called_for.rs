//! Which documents with a condition are asked about which children: what they rest on may be health, which is opened here and
//! does not leave.

use std::collections::BTreeMap;

use anyhow::Context;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::documents::{CalledFor, DocumentType};
use shared::families::{Field, FieldValue};
use shared::organisation::Organisation;
use uuid::Uuid;

use crate::entities::{children, health_records};
use crate::error::Error;
use crate::vault::Vault;

/// Which are asked about children, from their rows and the records of their health. No statement.
///
/// # Errors
///
/// When a record of health does not open, or the database holds what nobody wrote.
pub fn called_for<'a>(
    vault: &Vault,
    organisation: &Organisation,
    children: impl IntoIterator<Item = &'a children::Model>,
    health: &[health_records::Model],
) -> Result<Vec<CalledFor>, Error> {
    let about_health =
        conditional(organisation).flat_map(|kind| kind.when.keys()).any(|field| field.section().is_health());
    let mut found = Vec::new();
    for child in children {
        let mut answers: BTreeMap<Field, FieldValue> =
            serde_json::from_value(child.details.clone()).context("reading answers")?;
        if about_health && let Some(record) = health.iter().find(|record| record.child_id == child.id) {
            answers.extend(record.open(vault)?);
        }
        let called =
            conditional(organisation).filter(|kind| kind.is_called_for(|field| flag(&answers, field)));
        found.extend(called.map(|kind| CalledFor { child_id: child.id.into(), type_id: kind.id }));
    }
    Ok(found)
}

/// The same, of children by their ids. Two statements where the organisation has such documents, else none.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: &Organisation,
    children: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<CalledFor>, Error> {
    if conditional(organisation).next().is_none() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = children.into_iter().collect();
    let rows =
        children::Entity::find().filter(children::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let health =
        health_records::Entity::find().filter(health_records::Column::ChildId.is_in(ids)).all(db).await?;
    called_for(vault, organisation, &rows, &health)
}

fn conditional(organisation: &Organisation) -> impl Iterator<Item = &DocumentType> {
    organisation.documents.iter().filter(|kind| !kind.when.is_empty())
}

fn flag(answers: &BTreeMap<Field, FieldValue>, field: Field) -> Option<bool> {
    match answers.get(&field) {
        Some(FieldValue::Flag(value)) => Some(*value),
        _ => None,
    }
}
