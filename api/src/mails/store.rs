//! Queries of mails.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::ids::MailId;
use shared::wire::{Mail, MailSummary};
use uuid::Uuid;

use crate::entities::mails::{Column, Entity, Model};

/// Mails after `after`, newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find().order_by_desc(Column::Id).limit(limit);
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(after));
    }
    query.all(db).await
}

pub(super) async fn find(db: &impl ConnectionTrait, id: MailId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

pub(super) fn summary(row: Model) -> MailSummary {
    MailSummary {
        id: row.id.into(),
        to_name: row.to_name,
        to_address: row.to_address,
        subject: row.subject,
        created_at: row.created_at,
        sent_at: row.sent_at,
    }
}

pub(super) fn mail(row: Model) -> Mail {
    Mail {
        reply_to: row.reply_to.clone(),
        locale: row.locale.clone(),
        text: row.text_body.clone(),
        html: row.html_body.clone(),
        summary: summary(row),
    }
}
