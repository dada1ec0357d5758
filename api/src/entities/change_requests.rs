//! Edits of a family's file that take effect when staff accept them.

use sea_orm::entity::prelude::*;

/// What became of a change request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ChangeState {
    /// Staff have not decided.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// It has taken effect.
    #[sea_orm(string_value = "accepted")]
    Accepted,
    /// Staff said no, and why.
    #[sea_orm(string_value = "refused")]
    Refused,
    /// The family took it back.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
}

/// A change request. Of one subject and school year at most one waits.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_requests")]
pub struct Model {
    /// Identifies it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose file it changes.
    pub household_id: Uuid,
    /// `household`, `guardian` or `child`.
    #[sea_orm(column_type = "Text")]
    pub subject_type: String,
    /// Which one.
    pub subject_id: Uuid,
    /// The school year of schools, grades and classes in it.
    #[sea_orm(column_type = "Text")]
    pub school_year: String,
    /// Codes of the fields it changes.
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Json,
    /// What stood there and what is to stand there, by code, sealed: health data may be among it.
    #[sea_orm(column_type = "Text")]
    pub sealed: String,
    /// What became of it.
    pub state: ChangeState,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// By whom.
    pub created_by: Uuid,
    /// When it was decided or taken back.
    pub decided_at: Option<DateTimeUtc>,
    /// By whom.
    pub decided_by: Option<Uuid>,
    /// Why it was refused.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
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
