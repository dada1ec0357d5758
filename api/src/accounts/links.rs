//! Links of mails: issued once, used once, for a while. The secret is in the mail alone.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, UpdateMany,
};
use shared::wire::LinkFault;
use uuid::Uuid;

use crate::auth::Secret;
use crate::entities::account_links::{ActiveModel, Column, Entity, LinkPurpose, Model};
use crate::error::Error;

/// Longest secret looked up; ours are shorter.
const MAX_TOKEN: usize = 100;
/// Those that set a password.
pub(super) const OF_PASSWORDS: [LinkPurpose; 2] = [LinkPurpose::Invitation, LinkPurpose::PasswordReset];

/// A link to be issued.
pub(super) struct NewLink<'a> {
    pub(super) id: Uuid,
    pub(super) account_id: Uuid,
    pub(super) purpose: LinkPurpose,
    pub(super) email: &'a str,
    pub(super) lifetime: TimeDelta,
}

/// Issues a link; those before it that did the same are of no use any more. Of those to set another password the one before
/// stays good too: whoever asks for an address of somebody else does not end the link that they have just been sent.
pub(super) async fn issue(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    link: &NewLink<'_>,
) -> Result<(Secret, DateTime<Utc>), DbErr> {
    let alike: &[LinkPurpose] =
        if OF_PASSWORDS.contains(&link.purpose) { &OF_PASSWORDS } else { &[LinkPurpose::AddressChange] };
    let spared = match link.purpose {
        LinkPurpose::PasswordReset => newest(tx, link.account_id, link.purpose).await?,
        LinkPurpose::Invitation | LinkPurpose::AddressChange => None,
    };
    of_account(link.account_id, alike, now).filter(Column::Id.ne(spared.unwrap_or(link.id))).exec(tx).await?;
    let (secret, expires_at) = (Secret::generate(), now + link.lifetime);
    let row = ActiveModel {
        id: Set(link.id),
        account_id: Set(link.account_id),
        purpose: Set(link.purpose),
        token_hash: Set(secret.hash()),
        email: Set(link.email.to_owned()),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok((secret, expires_at))
}

/// Whether a link has been issued under an id.
pub(super) async fn is_issued(tx: &impl ConnectionTrait, id: Uuid) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id).one(tx).await?.is_some())
}

/// The link of a secret, if it can be used for one of `purposes`.
pub(super) async fn usable(
    db: &impl ConnectionTrait,
    token: &str,
    purposes: &[LinkPurpose],
    now: DateTime<Utc>,
) -> Result<Model, Error> {
    let unusable = |reason| Err(Error::LinkUnusable { reason });
    if token.len() > MAX_TOKEN {
        return unusable(LinkFault::Unknown);
    }
    let found = Entity::find().filter(Column::TokenHash.eq(Secret::received(token).hash())).one(db).await?;
    match found {
        None => unusable(LinkFault::Unknown),
        Some(link) if !purposes.contains(&link.purpose) => unusable(LinkFault::Unknown),
        Some(link) if link.used_at.is_some() => unusable(LinkFault::Used),
        Some(link) if link.expires_at <= now => unusable(LinkFault::Expired),
        Some(link) => Ok(link),
    }
}

/// Uses a link up: of two at once one does.
pub(super) async fn use_up(tx: &impl ConnectionTrait, link: &Model, now: DateTime<Utc>) -> Result<(), Error> {
    let ended = mark(now).filter(Column::Id.eq(link.id)).exec(tx).await?;
    if ended.rows_affected == 1 { Ok(()) } else { Err(Error::LinkUnusable { reason: LinkFault::Used }) }
}

/// Ends an account's links for `purposes`.
pub(super) async fn end(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    purposes: &[LinkPurpose],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    of_account(account_id, purposes, now).exec(tx).await?;
    Ok(())
}

/// The newest link of an account for a purpose that has not ended.
async fn newest(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    purpose: LinkPurpose,
) -> Result<Option<Uuid>, DbErr> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(account_id))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::UsedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .one(tx)
        .await?;
    Ok(found.map(|link| link.id))
}

fn of_account(account_id: Uuid, purposes: &[LinkPurpose], now: DateTime<Utc>) -> UpdateMany<Entity> {
    mark(now).filter(Column::AccountId.eq(account_id)).filter(Column::Purpose.is_in(purposes.to_vec()))
}

/// Ends all links of an account.
pub(super) async fn end_all(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    mark(now).filter(Column::AccountId.eq(account_id)).exec(tx).await?;
    Ok(())
}

fn mark(now: DateTime<Utc>) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::UsedAt, Some(now).into()).filter(Column::UsedAt.is_null())
}

/// Removes links that have been of no use for a month: until then they say why.
pub(super) async fn clean(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(now - TimeDelta::days(30))).exec(tx).await?;
    Ok(())
}
