//! Which facilities a referent works for.

use sea_orm::entity::prelude::*;

/// A facility of a referent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_facilities")]
pub struct Model {
    /// The referent's account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The facility.
    #[sea_orm(primary_key, auto_increment = false)]
    pub facility_id: Uuid,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
