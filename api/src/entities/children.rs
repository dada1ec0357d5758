//! Children.

use sea_orm::entity::prelude::*;

/// A child.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "children")]
pub struct Model {
    /// Identifies the child.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The identifier in the file it was imported from.
    #[sea_orm(unique, column_type = "Text")]
    pub external_id: Option<String>,
    /// First name.
    #[sea_orm(column_type = "Text")]
    pub first_name: String,
    /// Last name.
    #[sea_orm(column_type = "Text")]
    pub last_name: String,
    /// Day of birth.
    pub birth_date: Date,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// Answers to the fields of the file that have no column of their own, an object by code.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
