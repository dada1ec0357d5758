//! Queries of sign-ups.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use shared::wire::LinkFault;
use uuid::Uuid;

use crate::auth::Secret;
use crate::entities::sign_ups::{Column, Entity, Model};
use crate::error::Error;

/// Longest secret looked up; ours are shorter.
const MAX_TOKEN: usize = 100;

/// The sign-up whose `column` has the hash of a secret, its row locked, if it can still go on.
///
/// # Errors
///
/// [`Error::LinkUnusable`]; those of the database.
pub(super) async fn usable(
    tx: &impl ConnectionTrait,
    column: Column,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Model, Error> {
    let unusable = |reason| Err(Error::LinkUnusable { reason });
    if token.len() > MAX_TOKEN {
        return unusable(LinkFault::Unknown);
    }
    let found =
        Entity::find().filter(column.eq(Secret::received(token).hash())).lock_exclusive().one(tx).await?;
    match found {
        None => unusable(LinkFault::Unknown),
        Some(row) if row.confirmed_at.is_some() => unusable(LinkFault::Used),
        Some(row) if row.expires_at <= now => unusable(LinkFault::Expired),
        Some(row) => Ok(row),
    }
}

/// One by its id.
pub(super) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// Ends what was begun for an address and not confirmed.
pub(in crate::accounts) async fn end(tx: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    let begun = Entity::delete_many().filter(Column::Email.eq(email)).filter(Column::ConfirmedAt.is_null());
    begun.exec(tx).await?;
    Ok(())
}

/// Removes those that have been of no use for a week: until then they say why.
pub(in crate::accounts) async fn clean(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(now - TimeDelta::days(7))).exec(tx).await?;
    Ok(())
}
