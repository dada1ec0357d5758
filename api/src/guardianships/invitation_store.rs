//! Queries of invitations.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use shared::ids::{GuardianInvitationId, HouseholdId};
use shared::wire::LinkFault;
use uuid::Uuid;

use crate::auth::Secret;
use crate::entities::guardian_invitations::{Column, Ending, Entity, Model};
use crate::error::Error;

/// Longest secret looked up; ours are shorter.
const MAX_TOKEN: usize = 100;

/// The invitations of a household that have not ended, the newest first.
pub(super) async fn waiting(db: &impl ConnectionTrait, household: HouseholdId) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::EndedAt.is_null())
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// One by its id.
pub(super) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// One of a household that has not ended.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn waiting_one(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    id: GuardianInvitationId,
) -> Result<Model, Error> {
    let of_household = Entity::find_by_id(id.0).filter(Column::HouseholdId.eq(household.0));
    of_household.filter(Column::EndedAt.is_null()).one(db).await?.ok_or(Error::NotFound)
}

/// Notes the secret of the mail that was written.
pub(super) async fn mailed(
    tx: &impl ConnectionTrait,
    id: Uuid,
    number: i32,
    secret: &Secret,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::TokenHash, Some(secret.hash()).into())
        .col_expr(Column::Mailed, number.into())
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The invitation of a secret, if it can be followed.
///
/// # Errors
///
/// [`Error::LinkUnusable`]; those of the database.
pub(super) async fn usable(
    db: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Model, Error> {
    let unusable = |reason| Err(Error::LinkUnusable { reason });
    if token.len() > MAX_TOKEN {
        return unusable(LinkFault::Unknown);
    }
    let found = Entity::find().filter(Column::TokenHash.eq(Secret::received(token).hash())).one(db).await?;
    match found {
        None => unusable(LinkFault::Unknown),
        Some(row) if row.ending == Some(Ending::Withdrawn) => unusable(LinkFault::Withdrawn),
        Some(row) if row.ended_at.is_some() => unusable(LinkFault::Used),
        Some(row) if row.expires_at <= now => unusable(LinkFault::Expired),
        Some(row) => Ok(row),
    }
}

/// Ends an invitation; of two at once one does.
pub(super) async fn end(
    tx: &impl ConnectionTrait,
    id: Uuid,
    ending: Ending,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Some(now).into())
        .col_expr(Column::Ending, Expr::value(ending))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends the invitations that wait and name a guardian, who has an account from now on.
pub(super) async fn end_naming(
    tx: &impl ConnectionTrait,
    guardian: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Some(now).into())
        .col_expr(Column::Ending, Expr::value(Ending::Withdrawn))
        .filter(Column::GuardianId.eq(guardian))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Asks for one mail more, with a link good until then; the link before it is of no use any more.
pub(super) async fn ask_again(
    tx: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Asked, Expr::col(Column::Asked).add(1))
        .col_expr(Column::SentAt, now.into())
        .col_expr(Column::ExpiresAt, expires_at.into())
        .col_expr(Column::TokenHash, None::<String>.into())
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes invitations that have been of no use for a month: until then they say why.
pub(super) async fn clean(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(now - TimeDelta::days(30))).exec(tx).await?;
    Ok(())
}
