//! Accounts that go with their household, and those nobody signs in to.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::ids::AccountId;
use uuid::Uuid;

use super::letters::{About, write, write_until};
use super::store;
use crate::db::Db;
use crate::db::bulk::{BATCH, delete_in_batches};
use crate::entities::{
    account_links, account_notices, accounts, idempotency_keys, refresh_tokens, sign_ins, sign_ups, staff,
};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::letters::Letters;
use crate::mail::Addressee;

/// Closes an account and removes everything that belongs to it; its row stays, without an address. Of somebody who works
/// for the organisation the account stays as it is.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(tx: &impl ConnectionTrait, account: AccountId, now: DateTime<Utc>) -> Result<bool, Error> {
    let Some(row) = store::lock(tx, account.0).await? else { return Ok(false) };
    if store::is_staff(tx, account.0).await? {
        return Ok(false);
    }
    sign_ups::Entity::delete_many().filter(sign_ups::Column::Email.eq(row.email)).exec(tx).await?;
    store::close(tx, account.0, now).await?;
    let of_account = Query::select()
        .column(sign_ins::Column::Id)
        .from(sign_ins::Entity)
        .and_where(sign_ins::Column::AccountId.eq(account.0))
        .to_owned();
    refresh_tokens::Entity::delete_many()
        .filter(refresh_tokens::Column::SignInId.in_subquery(of_account))
        .exec(tx)
        .await?;
    sign_ins::Entity::delete_many().filter(sign_ins::Column::AccountId.eq(account.0)).exec(tx).await?;
    account_links::Entity::delete_many()
        .filter(account_links::Column::AccountId.eq(account.0))
        .exec(tx)
        .await?;
    idempotency_keys::Entity::delete_many()
        .filter(idempotency_keys::Column::AccountId.eq(account.0))
        .exec(tx)
        .await?;
    account_notices::Entity::delete_by_id(account.0).exec(tx).await?;
    Ok(true)
}

/// Removes sign-ins last used before an instant, but the last of each open account, by which we know whether it is in use;
/// how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire_sign_ins(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let last = Query::select()
        .column(sign_ins::Column::AccountId)
        .expr(sign_ins::Column::LastSeenAt.max())
        .from(sign_ins::Entity)
        .group_by_col(sign_ins::Column::AccountId)
        .to_owned();
    let seen = Expr::tuple([Expr::col(sign_ins::Column::AccountId), Expr::col(sign_ins::Column::LastSeenAt)]);
    let with_token =
        Query::select().column(refresh_tokens::Column::SignInId).from(refresh_tokens::Entity).to_owned();
    let closed = Query::select()
        .column(accounts::Column::Id)
        .from(accounts::Entity)
        .and_where(accounts::Column::ClosedAt.is_not_null())
        .to_owned();
    let of_no_use =
        Condition::any().add(seen.not_in_subquery(last)).add(sign_ins::Column::AccountId.in_subquery(closed));
    let which = Condition::all()
        .add(sign_ins::Column::LastSeenAt.lt(before))
        .add(of_no_use)
        .add(sign_ins::Column::Id.not_in_subquery(with_token));
    delete_in_batches::<sign_ins::Entity>(db, sign_ins::Column::Id, which).await
}

/// When accounts nobody signs in to are told, and closed.
#[derive(Clone, Copy, Debug)]
pub struct Inactivity {
    /// Who has not signed in since is told.
    pub tell_before: DateTime<Utc>,
    /// How long after that the account is closed.
    pub notice: TimeDelta,
}

/// What was done about such accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inactive {
    /// So many were told.
    pub told: u64,
    /// So many were closed.
    pub closed: u64,
}

/// Tells the owners of accounts that nobody has signed in to for long, and closes those who were told and did not come.
///
/// # Errors
///
/// When a letter cannot be written; those of the database.
pub async fn retire_inactive(
    db: &Db,
    letters: &Letters,
    when: Inactivity,
    now: DateTime<Utc>,
) -> Result<Inactive, Error> {
    let mut done = Inactive::default();
    let mut after = Uuid::nil();
    loop {
        let rows = unused(db, when.tell_before, after).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in rows {
            let notice = account_notices::Entity::find_by_id(row.id).one(db.reader()).await?;
            match notice {
                None => done.told += u64::from(tell(db, letters, &row, when, now).await?),
                Some(notice) if notice.noticed_at + when.notice <= now => {
                    done.closed += u64::from(close(db, letters, &row, when, now).await?);
                }
                Some(_) => {}
            }
        }
    }
    // who came back is told anew one day
    let back = Query::select()
        .column(sign_ins::Column::AccountId)
        .from(sign_ins::Entity)
        .and_where(sign_ins::Column::LastSeenAt.gte(when.tell_before))
        .to_owned();
    let which = Condition::all().add(account_notices::Column::AccountId.in_subquery(back));
    delete_in_batches::<account_notices::Entity>(db, account_notices::Column::AccountId, which).await?;
    Ok(done)
}

/// Open accounts of families that nobody has signed in to since an instant.
async fn unused(db: &Db, since: DateTime<Utc>, after: Uuid) -> Result<Vec<accounts::Model>, Error> {
    Ok(accounts::Entity::find()
        .filter(unused_since(since))
        .filter(accounts::Column::Id.gt(after))
        .order_by_asc(accounts::Column::Id)
        .limit(BATCH)
        .all(db.reader())
        .await?)
}

fn unused_since(since: DateTime<Utc>) -> Condition {
    let seen = Query::select()
        .column(sign_ins::Column::AccountId)
        .from(sign_ins::Entity)
        .and_where(sign_ins::Column::LastSeenAt.gte(since))
        .to_owned();
    let colleagues = Query::select().column(staff::Column::AccountId).from(staff::Entity).to_owned();
    Condition::all()
        .add(accounts::Column::ClosedAt.is_null())
        .add(accounts::Column::CreatedAt.lt(since))
        .add(accounts::Column::Id.not_in_subquery(seen))
        .add(accounts::Column::Id.not_in_subquery(colleagues))
}

/// Of two workers, one tells.
async fn tell(
    db: &Db,
    letters: &Letters,
    row: &accounts::Model,
    when: Inactivity,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    db.write(async |tx| {
        let notice = account_notices::ActiveModel { account_id: Set(row.id), noticed_at: Set(now) };
        let first = OnConflict::column(account_notices::Column::AccountId).do_nothing().to_owned();
        let written = account_notices::Entity::insert(notice)
            .on_conflict(first)
            .try_insert()
            .exec_without_returning(tx)
            .await?;
        if !matches!(written, sea_orm::TryInsertResult::Inserted(1..)) {
            return Ok(false);
        }
        let to = Addressee::of(tx, row.id.into()).await?;
        let about = About { template: "account_inactive", link: None, email: &row.email };
        write_until(letters, tx, now, &to, &about, now + when.notice).await?;
        Ok(true)
    })
    .await
}

/// Of two workers, one closes; and nobody who has just come back.
async fn close(
    db: &Db,
    letters: &Letters,
    row: &accounts::Model,
    when: Inactivity,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    db.write(async |tx| {
        let still = accounts::Entity::find_by_id(row.id)
            .filter(unused_since(when.tell_before))
            .lock_exclusive()
            .one(tx)
            .await?;
        let Some(still) = still else { return Ok(false) };
        let to = Addressee::of(tx, still.id.into()).await?;
        let about = About { template: "account_lapsed", link: None, email: &still.email };
        write(letters, tx, now, &to, &about).await?;
        store::close(tx, still.id, now).await?;
        account_notices::Entity::delete_by_id(still.id).exec(tx).await?;
        let deed = Deed::unsigned("retention", ("account", still.id), "closed");
        record(tx, &letters.clock, now, &deed, None, None).await?;
        Ok(true)
    })
    .await
}
