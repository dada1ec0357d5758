//! Announcements of long ago, and what accounts that are closed have read.

use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::db::Db;
use crate::db::bulk::delete_in_batches;
use crate::entities::{announcement_readings as readings, announcements};
use crate::error::Error;

/// Removes announcements whose last day was before a day, whatever became of them, with who has read them; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire(db: &Db, before: NaiveDate) -> Result<u64, Error> {
    let old = announcements::Column::ShownUntil.lt(before);
    let of_old = Query::select()
        .column(announcements::Column::Id)
        .from(announcements::Entity)
        .and_where(old.clone())
        .to_owned();
    let read = Condition::all().add(readings::Column::AnnouncementId.in_subquery(of_old));
    delete_in_batches::<readings::Entity>(db, readings::Column::AnnouncementId, read).await?;
    let old = Condition::all().add(old);
    delete_in_batches::<announcements::Entity>(db, announcements::Column::Id, old).await
}

/// Removes what an account has read, which is nobody's once it is closed.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_readings(tx: &impl ConnectionTrait, account: Uuid) -> Result<(), DbErr> {
    readings::Entity::delete_many().filter(readings::Column::AccountId.eq(account)).exec(tx).await?;
    Ok(())
}
