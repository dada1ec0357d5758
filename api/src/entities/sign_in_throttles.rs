//! Counters of failed sign-ins, per account and per client address.

use sea_orm::entity::prelude::*;

/// A counter of failures.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_throttles")]
pub struct Model {
    /// SHA-256 of what is counted (mail address or client address), hexadecimal.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// Failures since the window started.
    pub failures: i32,
    /// When counting started; it starts anew once the window is over.
    pub window_started_at: DateTimeUtc,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
