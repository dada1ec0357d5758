//! Mails whose text and addresses are forgotten; that one was sent, when and in which language stays.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::ids::MailId;
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

/// Forgets the mails to some addresses, and those named, but the last words just written; how many. One that waits to be
/// sent is sent no more.
///
/// # Errors
///
/// Those of the database.
pub async fn forget(
    tx: &impl ConnectionTrait,
    addresses: &[String],
    mails: &[Uuid],
    last_words: &[MailId],
) -> Result<u64, Error> {
    let whose = Condition::any()
        .add(Column::ToAddress.is_in(addresses.iter().map(String::as_str)))
        .add(Column::Id.is_in(mails.iter().copied()));
    let not_these = Column::Id.is_not_in(last_words.iter().map(|id| id.0));
    empty(tx, Condition::all().add(whose).add(Column::ToAddress.ne("")).add(not_these)).await
}

/// Forgets the mails that were sent before an instant, and those written before it that never were; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_before(db: &Db, before: DateTime<Utc>) -> Result<u64, Error> {
    let never_sent = Condition::all().add(Column::SentAt.is_null()).add(Column::CreatedAt.lt(before));
    let mut forgotten = 0;
    loop {
        let batch = db
            .write(async |tx| {
                let ids: Vec<Uuid> = Entity::find()
                    .select_only()
                    .column(Column::Id)
                    .filter(Condition::any().add(Column::SentAt.lt(before)).add(never_sent.clone()))
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
