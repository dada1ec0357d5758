//! Children who go to no school here in a school year: they have left.

use sea_orm::entity::prelude::*;

/// A child who has left.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "child_departures")]
pub struct Model {
    /// The child.
    #[sea_orm(primary_key, auto_increment = false)]
    pub child_id: Uuid,
    /// The first school year it is gone in, `2027-2028`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub school_year: String,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
