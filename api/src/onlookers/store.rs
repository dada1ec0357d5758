//! Queries of onlookers.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::ids::AccountId;
use shared::wire::Onlooker;

use super::subject::Subject;
use crate::entities::onlookers::{ActiveModel, Column, Entity};
use crate::entities::staff;
use crate::error::Error;

/// After how many seconds without a word somebody is taken to have gone.
pub(super) const GONE_AFTER_SECONDS: u32 = 60;

/// Writes down that somebody looks, and forgets all who have gone.
pub(super) async fn note(
    tx: &impl ConnectionTrait,
    (kind, id): Subject,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let gone = now - TimeDelta::seconds(GONE_AFTER_SECONDS.into());
    Entity::delete_many().filter(Column::SeenAt.lt(gone)).exec(tx).await?;
    let row = ActiveModel {
        subject: Set(kind.code().to_owned()),
        subject_id: Set(id),
        account_id: Set(account.0),
        since: Set(now),
        seen_at: Set(now),
    };
    let again = OnConflict::columns([Column::Subject, Column::SubjectId, Column::AccountId])
        .update_column(Column::SeenAt)
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Colleagues who look at the same, who came first first.
pub(super) async fn others(
    db: &impl ConnectionTrait,
    (kind, id): Subject,
    account: AccountId,
) -> Result<Vec<Onlooker>, Error> {
    let rows = Entity::find()
        .filter(Column::Subject.eq(kind.code()))
        .filter(Column::SubjectId.eq(id))
        .filter(Column::AccountId.ne(account.0))
        .order_by_asc(Column::Since)
        .order_by_asc(Column::AccountId)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let accounts = rows.iter().map(|row| row.account_id);
    let colleagues = staff::Entity::find().filter(staff::Column::AccountId.is_in(accounts)).all(db).await?;
    let named = rows.into_iter().filter_map(|row| {
        // whoever no longer works here looks at nothing
        let colleague = colleagues.iter().find(|colleague| colleague.account_id == row.account_id)?;
        Some(Onlooker { name: format!("{} {}", colleague.first_name, colleague.last_name), since: row.since })
    });
    Ok(named.collect())
}

/// Forgets that somebody looks.
pub(super) async fn forget(
    tx: &impl ConnectionTrait,
    (kind, id): Subject,
    account: AccountId,
) -> Result<(), Error> {
    Entity::delete_by_id((kind.code().to_owned(), id, account.0)).exec(tx).await?;
    Ok(())
}
