//! Which documents with a condition are asked about which children: what they rest on may be health, which is opened here and
//! does not leave.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::documents::{CalledFor, DocumentType};
use shared::families::{Field, FieldValue};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::family::{Answers, Family, details};
use super::health::open_health;
use super::store;
use crate::entities::{children, health_records};
use crate::error::Error;
use crate::vault::Vault;

impl Family {
    /// Which documents with a condition are asked about its children. No statement.
    ///
    /// # Errors
    ///
    /// When a record of health does not open, or the database holds what nobody wrote.
    pub fn called_for(&self, vault: &Vault, organisation: &Organisation) -> Result<Vec<CalledFor>, Error> {
        judge(vault, organisation, self.children.iter().map(|(child, _)| child), &self.health)
    }
}

/// The same of children alone. Two statements where the organisation has such documents, else none.
///
/// # Errors
///
/// As [`Family::called_for`]; those of the database.
pub async fn called_for(
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
    let health = store::health(db, &ids).await?;
    judge(vault, organisation, &rows, &health)
}

fn conditional(organisation: &Organisation) -> impl Iterator<Item = &DocumentType> {
    organisation.documents.iter().filter(|kind| !kind.when.is_empty())
}

fn judge<'a>(
    vault: &Vault,
    organisation: &Organisation,
    children: impl IntoIterator<Item = &'a children::Model>,
    health: &[health_records::Model],
) -> Result<Vec<CalledFor>, Error> {
    let about_health =
        conditional(organisation).flat_map(|kind| kind.when.keys()).any(|field| field.section().is_health());
    let mut found = Vec::new();
    for child in children {
        let mut answers: Answers = details(&child.details)?;
        if about_health && let Some(record) = health.iter().find(|record| record.child_id == child.id) {
            answers.extend(open_health(vault, record)?);
        }
        let called =
            conditional(organisation).filter(|kind| kind.is_called_for(|field| flag(&answers, field)));
        found.extend(called.map(|kind| CalledFor { child_id: child.id.into(), type_id: kind.id }));
    }
    Ok(found)
}

fn flag(answers: &BTreeMap<Field, FieldValue>, field: Field) -> Option<bool> {
    match answers.get(&field) {
        Some(FieldValue::Flag(value)) => Some(*value),
        _ => None,
    }
}
