//! Sessions (*séances*): a slot on a day.

use sea_orm::entity::prelude::*;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Identifies the session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The slot.
    pub slot_id: Uuid,
    /// The day.
    pub day: Date,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `slot_id`.
    #[sea_orm(belongs_to = "super::slots::Entity", from = "Column::SlotId", to = "super::slots::Column::Id")]
    Slot,
}

impl Related<super::slots::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Slot.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
