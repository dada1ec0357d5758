//! Slots: the bookable things of an activity’s day.

use sea_orm::entity::prelude::*;

/// A slot.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slots")]
pub struct Model {
    /// Identifies the slot.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its code in the configuration, unique in its activity.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    /// Whose slot it is.
    pub activity_id: Uuid,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `activity_id`.
    #[sea_orm(
        belongs_to = "super::activities::Entity",
        from = "Column::ActivityId",
        to = "super::activities::Column::Id"
    )]
    Activity,
}

impl Related<super::activities::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Activity.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
