//! Which guardians act for which household.

use sea_orm::entity::prelude::*;

/// A guardian of a household.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_guardians")]
pub struct Model {
    /// The household.
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    /// The guardian.
    #[sea_orm(primary_key, auto_increment = false)]
    pub guardian_id: Uuid,
    /// Whether this guardian may book for the household, or only look.
    pub may_book: bool,
    /// Whether this guardian fetches the children.
    pub may_pick_up: bool,
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
    /// By `guardian_id`.
    #[sea_orm(
        belongs_to = "super::guardians::Entity",
        from = "Column::GuardianId",
        to = "super::guardians::Column::Id"
    )]
    Guardian,
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl Related<super::guardians::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Guardian.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
