//! Guardians (*responsables*).

use sea_orm::entity::prelude::*;

/// A guardian.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guardians")]
pub struct Model {
    /// Identifies the guardian.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The identifier in the file it was imported from.
    #[sea_orm(unique, column_type = "Text")]
    pub external_id: Option<String>,
    /// The account that signs in as this guardian.
    #[sea_orm(unique)]
    pub account_id: Option<Uuid>,
    /// First name.
    #[sea_orm(column_type = "Text")]
    pub first_name: String,
    /// Last name.
    #[sea_orm(column_type = "Text")]
    pub last_name: String,
    /// Mail address.
    #[sea_orm(column_type = "Text")]
    pub email: Option<String>,
    /// Telephone number.
    #[sea_orm(column_type = "Text")]
    pub phone: Option<String>,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// Answers to the fields of the file that have no column of their own, an object by code.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
    /// When the account of this guardian was closed, while there is no other.
    pub account_closed_at: Option<DateTimeUtc>,
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
