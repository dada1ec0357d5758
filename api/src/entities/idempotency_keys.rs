//! Answers to creating requests, kept so that a repetition gets the same.

use sea_orm::entity::prelude::*;

/// An answer under its key.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Whose key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The operation, `create_request`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub operation: String,
    /// The key.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// SHA-256 of path and body, hexadecimal.
    #[sea_orm(column_type = "Text")]
    pub request_hash: String,
    /// HTTP status of the answer; none while it is being made.
    pub status: Option<i32>,
    /// Body of the answer.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Option<Json>,
    /// When the row was written.
    pub created_at: DateTimeUtc,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `account_id`.
    #[sea_orm(
        belongs_to = "super::accounts::Entity",
        from = "Column::AccountId",
        to = "super::accounts::Column::Id"
    )]
    Account,
}

impl Related<super::accounts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
