//! Runs of the rules of retention: one a day, whatever the number of workers.

use sea_orm::entity::prelude::*;

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "retention_runs")]
pub struct Model {
    /// The organisation's day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
    /// How many rows each rule removed or emptied.
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: Json,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
