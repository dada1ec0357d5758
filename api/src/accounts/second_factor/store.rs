//! Queries of second factors and recovery codes.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, UpdateMany,
};
use uuid::Uuid;

use crate::accounts::sign_in_store;
use crate::db::bulk::insert_all;
use crate::digest::sha256_hex;
use crate::entities::{recovery_codes, second_factors};
use crate::error::Error;

/// The second factor of an account, confirmed or not.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<Option<second_factors::Model>, DbErr> {
    second_factors::Entity::find_by_id(account_id).one(db).await
}

/// The second factor of an account, its row locked.
pub(super) async fn lock(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<Option<second_factors::Model>, DbErr> {
    second_factors::Entity::find_by_id(account_id).lock_exclusive().one(tx).await
}

/// Whether signing in to an account takes a code.
pub(in crate::accounts) async fn is_confirmed(
    db: &impl ConnectionTrait,
    account_id: Uuid,
) -> Result<bool, DbErr> {
    let confirmed = second_factors::Entity::find_by_id(account_id)
        .filter(second_factors::Column::ConfirmedAt.is_not_null())
        .count(db)
        .await?;
    Ok(confirmed > 0)
}

/// Keeps a fresh secret in place of one that was not confirmed; whether it could, also when another tab confirms just now.
pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    secret: String,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = second_factors::ActiveModel {
        account_id: Set(account_id),
        secret: Set(secret),
        created_at: Set(now),
        confirmed_at: Set(None),
        last_step: Set(0),
    };
    let anew = [second_factors::Column::Secret, second_factors::Column::CreatedAt];
    let update = OnConflict::column(second_factors::Column::AccountId)
        .update_columns(anew)
        .action_and_where(Expr::col((second_factors::Entity, second_factors::Column::ConfirmedAt)).is_null())
        .to_owned();
    second_factors::Entity::insert(row).on_conflict(update).exec_without_returning(tx).await?;
    Ok(!is_confirmed(tx, account_id).await?)
}

/// Uses the code of a step of this secret up: of two at once one does.
pub(super) async fn use_step(
    tx: &impl ConnectionTrait,
    factor: &second_factors::Model,
    step: i64,
) -> Result<bool, DbErr> {
    Ok(stepping(factor, step).exec(tx).await?.rows_affected == 1)
}

/// Lets the secret whose code was checked count, and uses the code up; whether it could.
pub(super) async fn confirm(
    tx: &impl ConnectionTrait,
    factor: &second_factors::Model,
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let confirmed = stepping(factor, step)
        .col_expr(second_factors::Column::ConfirmedAt, Some(now).into())
        .filter(second_factors::Column::ConfirmedAt.is_null())
        .exec(tx)
        .await?;
    Ok(confirmed.rows_affected == 1)
}

fn stepping(factor: &second_factors::Model, step: i64) -> UpdateMany<second_factors::Entity> {
    second_factors::Entity::update_many()
        .col_expr(second_factors::Column::LastStep, step.into())
        .filter(second_factors::Column::AccountId.eq(factor.account_id))
        .filter(second_factors::Column::Secret.eq(factor.secret.as_str()))
        .filter(second_factors::Column::LastStep.lt(step))
}

/// What is kept of a recovery code. Of 50 random bits a fast hash suffices behind the throttle; the account in it makes
/// every list a search of its own.
fn hash(account_id: Uuid, code: &str) -> String {
    sha256_hex(format!("{account_id}:{code}"))
}

/// Keeps recovery codes in place of those before.
pub(super) async fn keep_codes(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    codes: &[(Uuid, String)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    remove_codes(tx, account_id).await?;
    let rows = codes.iter().map(|(id, code)| recovery_codes::ActiveModel {
        id: Set(*id),
        account_id: Set(account_id),
        code_hash: Set(hash(account_id, code)),
        created_at: Set(now),
        used_at: Set(None),
    });
    insert_all(tx, rows.collect(), None).await
}

/// Uses a recovery code up; whether it was one.
pub(super) async fn use_code(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let used = recovery_codes::Entity::update_many()
        .col_expr(recovery_codes::Column::UsedAt, Some(now).into())
        .filter(recovery_codes::Column::CodeHash.eq(hash(account_id, code)))
        .filter(recovery_codes::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

async fn remove_codes(tx: &impl ConnectionTrait, account_id: Uuid) -> Result<(), DbErr> {
    recovery_codes::Entity::delete_many()
        .filter(recovery_codes::Column::AccountId.eq(account_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes the second factor of an account with its codes, also from its sign-ins; whether there was one that counted.
pub(in crate::accounts) async fn remove(tx: &impl ConnectionTrait, account_id: Uuid) -> Result<bool, DbErr> {
    let counted = is_confirmed(tx, account_id).await?;
    second_factors::Entity::delete_by_id(account_id).exec(tx).await?;
    remove_codes(tx, account_id).await?;
    sign_in_store::without_second_factor(tx, account_id).await?;
    Ok(counted)
}
