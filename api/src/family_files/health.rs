//! The health of children: sealed for the child's row, opened where somebody may look.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;
use shared::families::Field;
use shared::ids::ChildId;
use uuid::Uuid;

use super::edit::Changes;
use super::family::{Answers, Family};
use crate::entities::health_records;
use crate::error::Error;
use crate::vault::{Vault, row};

fn context(child: Uuid) -> String {
    row::<health_records::Entity>(child)
}

/// What a family told about the health of a child.
///
/// # Errors
///
/// When it does not open.
pub(super) fn open(vault: &Vault, family: &Family, child: ChildId) -> Result<Answers, Error> {
    let Some(record) = family.health.iter().find(|record| record.child_id == child.0) else {
        return Ok(Answers::new());
    };
    open_health(vault, record)
}

/// What a record tells.
///
/// # Errors
///
/// When it does not open.
pub fn open_health(vault: &Vault, record: &health_records::Model) -> Result<Answers, Error> {
    Ok(record.open(vault)?)
}

/// The record of what is told of a child, sealed.
///
/// # Errors
///
/// When it cannot be sealed.
pub fn sealed_health(
    vault: &Vault,
    child: Uuid,
    answers: &Answers,
) -> Result<health_records::ActiveModel, Error> {
    let text = serde_json::to_vec(answers).map_err(Error::internal)?;
    let answered: Vec<&Field> = answers.keys().collect();
    Ok(health_records::ActiveModel {
        child_id: Set(child),
        answered: Set(json!(answered)),
        sealed: Set(vault.seal(&context(child), &text)?),
    })
}

/// Writes changes into what was told.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    child: ChildId,
    mut answers: Answers,
    changes: Changes,
) -> Result<(), Error> {
    for (field, value) in changes {
        match value {
            Some(value) => answers.insert(field, value),
            None => answers.remove(&field),
        };
    }
    let row = sealed_health(vault, child.0, &answers)?;
    let update = OnConflict::column(health_records::Column::ChildId)
        .update_columns([health_records::Column::Answered, health_records::Column::Sealed])
        .to_owned();
    health_records::Entity::insert(row).on_conflict(update).exec_without_returning(tx).await?;
    Ok(())
}
