//! Work outside the request, written in its transaction and done by the worker.

use sea_orm::entity::prelude::*;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum JobState {
    /// To be done, for the first time or again.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// Done.
    #[sea_orm(string_value = "done")]
    Done,
    /// Given up after its last attempt.
    #[sea_orm(string_value = "failed")]
    Failed,
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Identifies the job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which handler does it.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// What the handler needs.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    /// Not before.
    pub run_at: DateTimeUtc,
    /// How often it was tried.
    pub attempts: i32,
    /// How far it is.
    pub state: JobState,
    /// Why the last attempt failed.
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// When it was done or given up.
    pub finished_at: Option<DateTimeUtc>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
