//! Queries of accounts and sign-ins.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Iterable,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;
use shared::ids::{AccountId, SignInId};
use shared::wire::{Account, AccountGuardian, AccountHousehold};
use uuid::Uuid;

use super::{links, second_factor};
use crate::auth::SignedIn;
use crate::clock::Clock;
use crate::entities::account_links::LinkPurpose;
use crate::entities::{
    accounts, guardians, history, household_guardians, households, refresh_tokens, sign_ins,
};
use crate::error::Error;
use crate::http::Received;

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
        second_factor: second_factor::is_confirmed(db, id.0).await?,
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
        .filter(accounts::Column::ClosedAt.is_null())
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

/// Sets the address to sign in with; answers the one before.
pub(super) async fn set_email(
    tx: &impl ConnectionTrait,
    account: Uuid,
    email: &str,
) -> Result<String, Error> {
    let known = accounts::Entity::find_by_id(account).one(tx).await?.ok_or(Error::NotFound)?;
    let row = accounts::ActiveModel { id: Set(account), email: Set(email.to_owned()), ..Default::default() };
    row.update(tx).await?;
    Ok(known.email)
}

pub(super) async fn set_locale(tx: &impl ConnectionTrait, account: Uuid, locale: &str) -> Result<(), DbErr> {
    let row =
        accounts::ActiveModel { id: Set(account), locale: Set(locale.to_owned()), ..Default::default() };
    row.update(tx).await?;
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

/// Takes from an account all by which somebody could sign in. Its row stays: history and requests name it.
pub(super) async fn close(tx: &impl ConnectionTrait, account: Uuid, now: DateTime<Utc>) -> Result<(), DbErr> {
    let row = accounts::ActiveModel {
        id: Set(account),
        // no mail address, so that nobody can type it
        email: Set(format!("closed:{account}")),
        password_hash: Set(None),
        closed_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(tx).await?;
    guardians::Entity::update_many()
        .col_expr(guardians::Column::AccountId, None::<Uuid>.into())
        .filter(guardians::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    let all: Vec<_> = LinkPurpose::iter().collect();
    links::end(tx, account, &all, now).await?;
    revoke_all(tx, account, None, now).await
}

/// What was done to an account.
pub(super) struct Deed<'a> {
    /// By whom; none for a command.
    pub(super) account_id: Option<Uuid>,
    /// In which request.
    pub(super) request_id: &'a str,
    /// To which account.
    pub(super) subject: Uuid,
    /// What.
    pub(super) action: &'a str,
}

impl<'a> Deed<'a> {
    /// By somebody to their own account.
    pub(super) fn of(signed_in: &SignedIn, received: &'a Received, action: &'a str) -> Self {
        let account_id = signed_in.account_id.0;
        Self { account_id: Some(account_id), request_id: &received.request_id, subject: account_id, action }
    }
}

/// Writes the history of an account, with what was before and after, if that may be told.
pub(super) async fn record(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    deed: &Deed<'_>,
    change: Option<(Value, Value)>,
) -> Result<(), Error> {
    let (before, after) = change.unzip();
    let entry = history::ActiveModel {
        id: Set(clock.new_id(now)),
        at: Set(now),
        account_id: Set(deed.account_id),
        household_id: Set(None),
        request_id: Set(deed.request_id.to_owned()),
        subject_type: Set("account".to_owned()),
        subject_id: Set(deed.subject),
        action: Set(deed.action.to_owned()),
        before: Set(before),
        after: Set(after),
    };
    history::Entity::insert(entry).exec_without_returning(tx).await?;
    Ok(())
}

/// Ids of all open accounts, by mail address.
pub(super) async fn ids(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, DbErr> {
    let query = accounts::Entity::find()
        .filter(accounts::Column::ClosedAt.is_null())
        .select_only()
        .column(accounts::Column::Id);
    query.order_by_asc(accounts::Column::Email).into_tuple().all(db).await
}
