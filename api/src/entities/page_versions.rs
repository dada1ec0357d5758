//! Versions of the pages that administrators write; the newest counts.

use sea_orm::entity::prelude::*;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_versions")]
pub struct Model {
    /// Which page, `legal_notice`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub code: String,
    /// Which version, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// In French, Markdown.
    #[sea_orm(column_type = "Text")]
    pub fr: String,
    /// In English; empty: none.
    #[sea_orm(column_type = "Text")]
    pub en: String,
    /// When it was written.
    pub at: DateTimeUtc,
    /// By whom.
    pub account_id: Uuid,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
