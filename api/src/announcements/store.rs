//! Queries of announcements.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use shared::ids::AnnouncementId;
use uuid::Uuid;

use crate::entities::announcement_readings as readings;
use crate::entities::announcements::{ActiveModel, AnnouncementState, Column, Entity, Model};
use crate::error::Error;

/// Announcements, newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>, Error> {
    let mut rows = Entity::find().order_by_desc(Column::Id).limit(limit);
    if let Some(after) = after {
        rows = rows.filter(Column::Id.lt(after));
    }
    Ok(rows.all(db).await?)
}

/// An announcement.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn find(db: &impl ConnectionTrait, id: AnnouncementId) -> Result<Model, Error> {
    Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)
}

/// An announcement, its row locked.
pub(super) async fn lock(tx: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, Error> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(tx).await?)
}

/// Writes a new one.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), Error> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes all columns of one whose row is locked.
pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<(), Error> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Removes one that nobody can have read.
pub(super) async fn delete(tx: &impl ConnectionTrait, id: AnnouncementId) -> Result<(), Error> {
    Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}

/// The announcements that families see on a day, newest first, without their texts.
pub(super) async fn shown_on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Shown>, Error> {
    Ok(Entity::find()
        .select_only()
        .columns([Column::Id, Column::PublishedAt, Column::Audience, Column::SchoolYear])
        .filter(Column::State.eq(AnnouncementState::Published))
        .filter(Column::ShownUntil.gte(day))
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// An announcement that families see: id, when it was published, audience, school year.
pub(super) type Shown = (Uuid, DateTime<Utc>, serde_json::Value, String);

/// Some announcements, by id.
pub(super) async fn by_ids(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Model>, Error> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Which announcements an account has read.
pub(super) async fn read_by(db: &impl ConnectionTrait, account: Uuid) -> Result<BTreeSet<Uuid>, Error> {
    let found: Vec<Uuid> = readings::Entity::find()
        .select_only()
        .column(readings::Column::AnnouncementId)
        .filter(readings::Column::AccountId.eq(account))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Marks an announcement as read; the first time stays.
pub(super) async fn mark_read(tx: &impl ConnectionTrait, row: readings::Model) -> Result<(), Error> {
    let row = readings::ActiveModel {
        announcement_id: Set(row.announcement_id),
        account_id: Set(row.account_id),
        read_at: Set(row.read_at),
    };
    let once = OnConflict::columns([readings::Column::AnnouncementId, readings::Column::AccountId])
        .do_nothing()
        .to_owned();
    readings::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(())
}

/// How many accounts have read announcements, by announcement.
pub(super) async fn readers(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, u64>, Error> {
    let found: Vec<(Uuid, i64)> = readings::Entity::find()
        .select_only()
        .column(readings::Column::AnnouncementId)
        .column_as(readings::Column::AccountId.count(), "readers")
        .filter(readings::Column::AnnouncementId.is_in(ids))
        .group_by(readings::Column::AnnouncementId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|(id, count)| (id, u64::try_from(count).unwrap_or_default())).collect())
}

/// Writes how far mails are: the version stays, as staff change nothing by it.
pub(super) async fn note_mails(tx: &impl ConnectionTrait, row: &Model) -> Result<(), Error> {
    let far = ActiveModel {
        id: Set(row.id),
        mailed_to: Set(row.mailed_to),
        mailed: Set(row.mailed),
        mailed_at: Set(row.mailed_at),
        ..Default::default()
    };
    far.update(tx).await?;
    Ok(())
}
