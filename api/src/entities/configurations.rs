//! Snapshots of the configuration: immutable, one row a version.

use sea_orm::entity::prelude::*;

/// A snapshot.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "configurations")]
pub struct Model {
    /// Counts from 1; what a booking records.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// SHA-256 of the document, hexadecimal: an equal import makes no new version.
    #[sea_orm(column_type = "Text")]
    pub content_hash: String,
    /// The file it was imported from.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// The snapshot, as `shared::organisation` reads it.
    #[sea_orm(column_type = "JsonBinary")]
    pub document: Json,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
