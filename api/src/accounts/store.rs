//! Queries of accounts and sign-ins.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::ids::AccountId;
use shared::wire::{Account, AccountGuardian, AccountHousehold};
use uuid::Uuid;

use crate::entities::{accounts, guardians, household_guardians, households, refresh_tokens, sign_ins};
use crate::error::Error;

/// The account of a mail address, lower-cased.
pub(super) async fn by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<accounts::Model>, DbErr> {
    accounts::Entity::find().filter(accounts::Column::Email.eq(email)).one(db).await
}

/// An account with its guardian and households, as it is shown.
pub(super) async fn account(db: &impl ConnectionTrait, id: AccountId) -> Result<Account, Error> {
    let (account, guardian) = accounts::Entity::find_by_id(id)
        .find_also_related(guardians::Entity)
        .one(db)
        .await?
        .ok_or(Error::Unauthenticated)?;
    let households = match &guardian {
        None => Vec::new(),
        Some(guardian) => households_of(db, guardian.id).await?,
    };
    Ok(Account {
        id: account.id.into(),
        email: account.email,
        locale: account.locale,
        guardian: guardian.map(|guardian| AccountGuardian {
            id: guardian.id.into(),
            first_name: guardian.first_name,
            last_name: guardian.last_name,
        }),
        households,
    })
}

async fn households_of(db: &impl ConnectionTrait, guardian: Uuid) -> Result<Vec<AccountHousehold>, DbErr> {
    let found = household_guardians::Entity::find()
        .find_also_related(households::Entity)
        .filter(household_guardians::Column::GuardianId.eq(guardian))
        .order_by_asc(households::Column::Name)
        .order_by_asc(households::Column::Id)
        .all(db)
        .await?;
    let shown = found.into_iter().filter_map(|(right, household)| {
        let household = household?;
        Some(AccountHousehold { id: household.id.into(), name: household.name, may_book: right.may_book })
    });
    Ok(shown.collect())
}

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

pub(super) async fn remove_expired(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    refresh_tokens::Entity::delete_many().filter(refresh_tokens::Column::ExpiresAt.lt(now)).exec(tx).await?;
    let with_tokens =
        Query::select().column(refresh_tokens::Column::SignInId).from(refresh_tokens::Entity).to_owned();
    sign_ins::Entity::delete_many()
        .filter(sign_ins::Column::Id.not_in_subquery(with_tokens))
        .exec(tx)
        .await?;
    Ok(())
}

/// Accounts that cannot sign in by password: id and mail address, by address.
pub(super) async fn without_password(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, String)>, DbErr> {
    accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .column(accounts::Column::Email)
        .filter(accounts::Column::PasswordHash.is_null())
        .order_by_asc(accounts::Column::Email)
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn set_password(tx: &impl ConnectionTrait, account: Uuid, hash: &str) -> Result<(), DbErr> {
    let row = accounts::ActiveModel {
        id: Set(account),
        password_hash: Set(Some(hash.to_owned())),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Ids of all accounts, by mail address.
pub(super) async fn ids(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, DbErr> {
    let query = accounts::Entity::find().select_only().column(accounts::Column::Id);
    query.order_by_asc(accounts::Column::Email).into_tuple().all(db).await
}
