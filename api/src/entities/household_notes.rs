//! Notes of staff on households, which families do not see.

use sea_orm::entity::prelude::*;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_notes")]
pub struct Model {
    /// Identifies it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// On which household.
    pub household_id: Uuid,
    /// When it was written.
    pub at: DateTimeUtc,
    /// By whom.
    pub account_id: Uuid,
    /// What.
    #[sea_orm(column_type = "Text")]
    pub text: String,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `household_id`.
    #[sea_orm(
        belongs_to = "super::households::Entity",
        from = "Column::HouseholdId",
        to = "super::households::Column::Id"
    )]
    Household,
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
