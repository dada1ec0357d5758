//! Requests to erase what is held on a household.

use sea_orm::entity::prelude::*;

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ErasureState {
    /// Staff have not decided.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// The worker is to do it.
    #[sea_orm(string_value = "confirmed")]
    Confirmed,
    /// Staff said no, and why.
    #[sea_orm(string_value = "refused")]
    Refused,
    /// The family took it back.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    /// It is done.
    #[sea_orm(string_value = "done")]
    Done,
}

/// A request. Of one household at most one waits.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    /// Identifies it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose data.
    pub household_id: Uuid,
    /// How far it is.
    pub state: ErasureState,
    /// When it was asked for.
    pub asked_at: DateTimeUtc,
    /// By whom: a guardian, or an administrator for the family.
    pub asked_by: Uuid,
    /// The last day to answer it.
    pub due_on: Date,
    /// What the family wrote; emptied when it is done.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// Why it was refused.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
    /// When it was decided or taken back.
    pub decided_at: Option<DateTimeUtc>,
    /// By whom.
    pub decided_by: Option<Uuid>,
    /// When it was done.
    pub done_at: Option<DateTimeUtc>,
    /// How many rows of each kind were erased.
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: Option<Json>,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
