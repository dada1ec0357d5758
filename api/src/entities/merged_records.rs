//! Households, guardians and children that were made one with another: where they went.

use sea_orm::entity::prelude::*;

/// What went over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Kind {
    /// A household.
    #[sea_orm(string_value = "household")]
    Household,
    /// A guardian.
    #[sea_orm(string_value = "guardian")]
    Guardian,
    /// A child.
    #[sea_orm(string_value = "child")]
    Child,
}

/// A row that is no more, and the one that it went into.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "merged_records")]
pub struct Model {
    /// The id it had.
    #[sea_orm(primary_key, auto_increment = false)]
    pub old_id: Uuid,
    /// What it was.
    pub kind: Kind,
    /// The identifier in the file it was imported from, under which it is still known.
    #[sea_orm(column_type = "Text")]
    pub external_id: Option<String>,
    /// The id it is known by now: never one that went over itself.
    pub new_id: Uuid,
    /// When.
    pub merged_at: DateTimeUtc,
    /// By whom of the staff.
    pub merged_by: Option<Uuid>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
