//! Who looks at what waits for a decision.

use sea_orm::entity::prelude::*;

/// Somebody of the staff who looks at something.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "onlookers")]
pub struct Model {
    /// The kind of thing.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub subject: String,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// Whose account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Since when, without a pause.
    pub since: DateTimeUtc,
    /// When they were last heard of.
    pub seen_at: DateTimeUtc,
}

/// No rows are reached from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
