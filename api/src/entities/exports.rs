//! Exports: copies of everything held on a household.

use sea_orm::entity::prelude::*;

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ExportState {
    /// It is being made.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// It can be fetched.
    #[sea_orm(string_value = "ready")]
    Ready,
    /// It could not be made.
    #[sea_orm(string_value = "failed")]
    Failed,
    /// Its content is gone.
    #[sea_orm(string_value = "removed")]
    Removed,
}

/// An export.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exports")]
pub struct Model {
    /// Identifies it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of what.
    pub household_id: Uuid,
    /// Who asked, and may fetch it.
    pub account_id: Uuid,
    /// As which guardian; none: an administrator, for the family.
    pub guardian_id: Option<Uuid>,
    /// How far it is.
    pub state: ExportState,
    /// When it was asked for.
    pub asked_at: DateTimeUtc,
    /// When it was ready.
    pub ready_at: Option<DateTimeUtc>,
    /// When its content is removed.
    pub expires_at: Option<DateTimeUtc>,
    /// Under which key the store holds its content.
    #[sea_orm(unique, column_type = "Text")]
    pub object_key: Option<String>,
    /// Bytes of the content.
    pub size: Option<i64>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
