//! Queries of sign-ins and their refresh tokens.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::ids::SignInId;
use uuid::Uuid;

use crate::entities::{refresh_tokens, sign_ins};

pub(super) async fn insert_sign_in(tx: &impl ConnectionTrait, row: sign_ins::Model) -> Result<(), DbErr> {
    sign_ins::Entity::insert(sign_ins::ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn insert_token(tx: &impl ConnectionTrait, row: refresh_tokens::Model) -> Result<(), DbErr> {
    refresh_tokens::Entity::insert(refresh_tokens::ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// A refresh token with its sign-in, whose row is locked: two tabs take turns.
pub(super) async fn token_for_update(
    tx: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<(refresh_tokens::Model, sign_ins::Model)>, DbErr> {
    let token =
        |tx| refresh_tokens::Entity::find().filter(refresh_tokens::Column::TokenHash.eq(hash)).one(tx);
    let Some(found) = token(tx).await? else { return Ok(None) };
    let Some(sign_in) = sign_ins::Entity::find_by_id(found.sign_in_id).lock_exclusive().one(tx).await? else {
        return Ok(None);
    };
    // read again: the other tab may have used it while we waited
    Ok(token(tx).await?.map(|token| (token, sign_in)))
}

pub(super) async fn mark_used(
    tx: &impl ConnectionTrait,
    token: Uuid,
    now: DateTime<Utc>,
    replaced_by: Uuid,
) -> Result<(), DbErr> {
    let row = refresh_tokens::ActiveModel {
        id: Set(token),
        used_at: Set(Some(now)),
        replaced_by: Set(Some(replaced_by)),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

pub(super) async fn touch(tx: &impl ConnectionTrait, sign_in: Uuid, now: DateTime<Utc>) -> Result<(), DbErr> {
    let row = sign_ins::ActiveModel { id: Set(sign_in), last_seen_at: Set(now), ..Default::default() };
    row.update(tx).await?;
    Ok(())
}

/// Ends a sign-in: its access tokens are refused from the next request on.
pub(super) async fn revoke(
    tx: &impl ConnectionTrait,
    sign_in: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::RevokedAt, Some(now).into())
        .filter(sign_ins::Column::Id.eq(sign_in))
        .filter(sign_ins::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes refresh tokens that have expired. The sign-ins stay: they say when an account was last in use, and retention
/// removes them in its time.
pub(super) async fn remove_expired(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    refresh_tokens::Entity::delete_many().filter(refresh_tokens::Column::ExpiresAt.lt(now)).exec(tx).await?;
    Ok(())
}

/// Ends all sign-ins of an account but `stays`.
pub(super) async fn revoke_all(
    tx: &impl ConnectionTrait,
    account: Uuid,
    stays: Option<SignInId>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let mut update = sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::RevokedAt, Some(now).into())
        .filter(sign_ins::Column::AccountId.eq(account))
        .filter(sign_ins::Column::RevokedAt.is_null());
    if let Some(stays) = stays {
        update = update.filter(sign_ins::Column::Id.ne(stays.0));
    }
    update.exec(tx).await?;
    Ok(())
}

/// Whether a second factor was given for a sign-in.
pub(super) async fn is_by_second_factor(db: &impl ConnectionTrait, sign_in: Uuid) -> Result<bool, DbErr> {
    Ok(sign_ins::Entity::find_by_id(sign_in).one(db).await?.is_some_and(|row| row.second_factor))
}

/// Writes that the account of these sign-ins has no second factor any more.
pub(super) async fn without_second_factor(tx: &impl ConnectionTrait, account: Uuid) -> Result<(), DbErr> {
    sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::SecondFactor, false.into())
        .filter(sign_ins::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes that a second factor was given for a sign-in.
pub(super) async fn by_second_factor(tx: &impl ConnectionTrait, sign_in: Uuid) -> Result<(), DbErr> {
    let row = sign_ins::ActiveModel { id: Set(sign_in), second_factor: Set(true), ..Default::default() };
    row.update(tx).await?;
    Ok(())
}

/// Sign-ins of an account that have not ended, last seen first.
pub(super) async fn open_sign_ins(
    db: &impl ConnectionTrait,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<sign_ins::Model>, DbErr> {
    let with_tokens = Query::select()
        .column(refresh_tokens::Column::SignInId)
        .from(refresh_tokens::Entity)
        .and_where(refresh_tokens::Column::ExpiresAt.gt(now))
        .to_owned();
    sign_ins::Entity::find()
        .filter(sign_ins::Column::AccountId.eq(account))
        .filter(sign_ins::Column::RevokedAt.is_null())
        .filter(sign_ins::Column::Id.in_subquery(with_tokens))
        .order_by_desc(sign_ins::Column::LastSeenAt)
        .order_by_desc(sign_ins::Column::Id)
        .all(db)
        .await
}

/// Whether a sign-in is an account's and has not ended.
pub(super) async fn owns_sign_in(
    tx: &impl ConnectionTrait,
    account: Uuid,
    sign_in: Uuid,
) -> Result<bool, DbErr> {
    let found = sign_ins::Entity::find_by_id(sign_in)
        .filter(sign_ins::Column::AccountId.eq(account))
        .filter(sign_ins::Column::RevokedAt.is_null())
        .one(tx)
        .await?;
    Ok(found.is_some())
}
