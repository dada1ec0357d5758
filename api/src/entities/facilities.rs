//! Facilities: places with a referent.

use sea_orm::entity::prelude::*;

/// A facility.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "facilities")]
pub struct Model {
    /// Identifies the facility.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its code in the configuration.
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    /// Its name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
