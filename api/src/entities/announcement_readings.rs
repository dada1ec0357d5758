//! Who has read which announcement.

use sea_orm::entity::prelude::*;

/// A mark that an announcement was read.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement_readings")]
pub struct Model {
    /// What was read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub announcement_id: Uuid,
    /// By whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// When first.
    pub read_at: DateTimeUtc,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
