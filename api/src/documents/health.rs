//! Documents that tell of a child's health: their contents are sealed, and only those who may read health know of them.

use actix_web::web::Bytes;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::families::FileSubject;
use shared::organisation::Organisation;
use shared::staff::{Permission, Role};
use shared::wire::MissingDocument;
use uuid::Uuid;

use super::removal;
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::documents::{Column, Entity, Model};
use crate::error::Error;
use crate::storage::{Key, Storage};
use crate::vault::{Vault, row};
use shared::ids::ChildId;

/// Documents looked at at a time.
const BATCH: u64 = 100;

/// Whether somebody in a role may know of them, of children whom they work for.
pub(super) const fn is_readable(role: Role) -> bool {
    role.may(Permission::CheckFamilies)
}

/// Whether a document is one: its type says so, or said so when it was sealed.
pub(super) fn is_about(document: &Model, organisation: &Organisation) -> bool {
    document.sealed_by.is_some() || organisation.tells_health(document.type_id.into())
}

/// Those that are, as a condition.
pub(super) fn condition(organisation: &Organisation) -> Condition {
    Condition::any().add(Column::SealedBy.is_not_null()).add(of_types(organisation))
}

fn of_types(organisation: &Organisation) -> Expr {
    let types = organisation.documents.iter().filter(|kind| kind.health).map(|kind| kind.id.0);
    Column::TypeId.is_in(types)
}

/// Leaves out what tells of health, but of children whose health may be read.
pub fn hide_health(missing: &mut Vec<MissingDocument>, organisation: &Organisation, readable: &[ChildId]) {
    missing.retain(|item| match item.asked.subject {
        FileSubject::Child(child) if readable.contains(&child) => true,
        _ => !organisation.tells_health(item.asked.type_id),
    });
}

/// A content as the store keeps it, sealed for its document's row; by which key.
pub(super) fn seal(vault: &Vault, id: Uuid, content: &[u8]) -> Result<(Bytes, String), Error> {
    let (key, sealed) = vault.seal_content(&row::<Entity>(id), content)?;
    Ok((sealed.into(), key))
}

/// A content as it was sent.
///
/// # Errors
///
/// When a key is gone, or the store has another content than was sealed for the row.
pub fn opened(vault: &Vault, document: &Model, content: Bytes) -> anyhow::Result<Bytes> {
    match &document.sealed_by {
        Some(key) => Ok(vault.open_content(&row::<Entity>(document.id), key, content.to_vec())?.into()),
        None => Ok(content),
    }
}

/// Seals anew what a key that is no longer the first sealed, and what was sent before its type told of health.
///
/// # Errors
///
/// When a key is gone, the store or the database fails.
pub async fn seal_anew(
    db: &Db,
    storage: &Storage,
    vault: &Vault,
    clock: &Clock,
    organisation: &Organisation,
) -> anyhow::Result<()> {
    let outdated = Condition::any()
        .add(Column::SealedBy.ne(vault.first_key()?))
        .add(of_types(organisation).and(Column::SealedBy.is_null()));
    let mut after = Uuid::nil();
    loop {
        let rows = Entity::find()
            .filter(outdated.clone())
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(db.reader())
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id;
        for row in &rows {
            seal_one(db, storage, vault, clock, row).await?;
        }
    }
}

/// Contents are never overwritten: it goes under a new key, and the old one is removed once the row names the new one.
async fn seal_one(
    db: &Db,
    storage: &Storage,
    vault: &Vault,
    clock: &Clock,
    document: &Model,
) -> anyhow::Result<()> {
    let old = Key(document.object_key.clone());
    let Some(content) = storage.get(&old).await? else {
        tracing::error!(document = %document.id, "the store has lost a document");
        return Ok(());
    };
    let (sealed, key) =
        seal(vault, document.id, &opened(vault, document, content)?).map_err(Error::into_report)?;
    let now = clock.now();
    let new = Key::new(clock, now);
    storage.put(&new, sealed).await?;
    let named = db
        .write(async |tx| {
            let written = Entity::update_many()
                .col_expr(Column::ObjectKey, Expr::value(new.0.as_str()))
                .col_expr(Column::SealedBy, Expr::value(Some(key.as_str())))
                .filter(Column::Id.eq(document.id))
                .filter(Column::ObjectKey.eq(old.0.as_str()))
                .exec(tx)
                .await?;
            if written.rows_affected == 1 {
                removal::remove_later(tx, clock, now, &old).await?;
            }
            Ok(written.rows_affected == 1)
        })
        .await
        .map_err(Error::into_report)?;
    // removed or sealed by another worker meanwhile
    if !named {
        storage.delete(&new).await?;
    }
    Ok(())
}
