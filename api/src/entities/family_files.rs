//! Family files (*dossiers*), per school year.

use sea_orm::entity::prelude::*;

/// How far a family file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum FileState {
    /// Something is missing.
    #[sea_orm(string_value = "incomplete")]
    Incomplete,
    /// Everything is there, staff have not looked.
    #[sea_orm(string_value = "received")]
    Received,
    /// Staff have accepted it.
    #[sea_orm(string_value = "validated")]
    Validated,
}

/// The file of a household for a school year.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "family_files")]
pub struct Model {
    /// The household.
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    /// The school year, `2026-2027`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub school_year: String,
    /// How far it is.
    pub state: FileState,
    /// When the family last said that it was complete.
    pub submitted_at: Option<DateTimeUtc>,
    /// When staff last decided.
    pub decided_at: Option<DateTimeUtc>,
    /// What staff ask for, if they do.
    #[sea_orm(column_type = "Text")]
    pub message: Option<String>,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
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
