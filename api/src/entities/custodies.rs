//! Calendars of the days of children who live in two households.

use sea_orm::entity::prelude::*;

/// Whose the days of one child are. Calendars are as `household_id` sees them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "custodies")]
pub struct Model {
    /// The child.
    #[sea_orm(primary_key, auto_increment = false)]
    pub child_id: Uuid,
    /// One of the households.
    pub household_id: Uuid,
    /// The other one.
    pub other_household_id: Uuid,
    /// The calendar in force.
    #[sea_orm(column_type = "JsonBinary")]
    pub calendar: Option<Json>,
    /// The one that waits for an answer.
    #[sea_orm(column_type = "JsonBinary")]
    pub proposal: Option<Json>,
    /// Which household proposed it.
    pub proposed_by: Option<Uuid>,
    /// When.
    pub proposed_at: Option<DateTimeUtc>,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
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
    /// By `household_id`.
    #[sea_orm(
        belongs_to = "super::households::Entity",
        from = "Column::HouseholdId",
        to = "super::households::Column::Id"
    )]
    Household,
}

impl ActiveModelBehavior for ActiveModel {}
