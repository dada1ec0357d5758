//! Mails whose text and addresses are forgotten; that one was sent, when and in which language stays.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::db::Db;
use crate::db::bulk::BATCH;
use crate::entities::mails::{Column, Entity};
use crate::error::Error;

/// What is emptied: everything that tells of somebody.
const TOLD: [Column; 7] = [
    Column::ToName,
    Column::ToAddress,
    Column::ReplyTo,
    Column::Subject,
    Column::TextBody,
    Column::HtmlBody,
    Column::LastError,
];

async fn empty(tx: &impl ConnectionTrait, which: Condition) -> Result<u64, Error> {
    let mut update = Entity::update_many();
    for column in TOLD {
        let nothing = if matches!(column, Column::ReplyTo | Column::LastError) { None } else { Some("") };
        update = update.col_expr(column, nothing.into());
    }
    Ok(update.filter(which).exec(tx).await?.rows_affected)
}

/// Forgets the mails that were sent to some addresses, and those named; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget(tx: &impl ConnectionTrait, addresses: &[String], mails: &[Uuid]) -> Result<u64, Error> {
    let whose = Condition::any()
        .add(Column::ToAddress.is_in(addresses.iter().map(String::as_str)))
        .add(Column::Id.is_in(mails.iter().copied()));
    empty(tx, Condition::all().add(Column::SentAt.is_not_null()).add(whose)).await
}

/// Forgets the mails that were sent before an instant; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_before(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let mut forgotten = 0;
    loop {
        let batch = db
            .write(async |tx| {
                let ids: Vec<Uuid> = Entity::find()
                    .select_only()
                    .column(Column::Id)
                    .filter(Column::SentAt.lt(before))
                    .filter(Column::ToAddress.ne(""))
                    .limit(BATCH)
                    .into_tuple()
                    .all(tx)
                    .await?;
                if ids.is_empty() {
                    return Ok(0);
                }
                empty(tx, Condition::all().add(Column::Id.is_in(ids))).await
            })
            .await?;
        if batch == 0 {
            return Ok(forgotten);
        }
        forgotten += batch;
    }
}
