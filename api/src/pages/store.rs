//! Queries of pages.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::wire::PageCode;

use crate::entities::page_versions::{ActiveModel, Column, Entity, Model};
use crate::error::Error;

/// Versions shown.
const SHOWN: u64 = 100;

/// The newest version of a page; none while it is the text that the portal comes with.
pub(super) async fn newest(db: &impl ConnectionTrait, code: PageCode) -> Result<Option<Model>, Error> {
    let of_page = Entity::find().filter(Column::Code.eq(code.code()));
    Ok(of_page.order_by_desc(Column::Version).one(db).await?)
}

/// A version of a page.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn version(db: &impl ConnectionTrait, code: PageCode, version: i32) -> Result<Model, Error> {
    Entity::find_by_id((code.code().to_owned(), version)).one(db).await?.ok_or(Error::NotFound)
}

/// The newest versions of a page, newest first.
pub(super) async fn versions(db: &impl ConnectionTrait, code: PageCode) -> Result<Vec<Model>, Error> {
    let of_page = Entity::find().filter(Column::Code.eq(code.code()));
    Ok(of_page.order_by_desc(Column::Version).limit(SHOWN).all(db).await?)
}

/// Writes a version; of two at once the second finds the number taken, and is run again.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), Error> {
    let row = ActiveModel {
        code: Set(row.code),
        version: Set(row.version),
        fr: Set(row.fr),
        en: Set(row.en),
        at: Set(row.at),
        account_id: Set(row.account_id),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
