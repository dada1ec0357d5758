//! Types of supporting documents: which id stands for which code of the configuration.

use sea_orm::entity::prelude::*;

/// A type of document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_types")]
pub struct Model {
    /// Identifies the type.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its code in the configuration.
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    /// When the row was written.
    pub created_at: DateTimeUtc,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
