//! Who works for the organisation.

use sea_orm::entity::prelude::*;

/// Somebody who works for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Their account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// First name.
    #[sea_orm(column_type = "Text")]
    pub first_name: String,
    /// Last name.
    #[sea_orm(column_type = "Text")]
    pub last_name: String,
    /// The code of the role, `administrator`.
    #[sea_orm(column_type = "Text")]
    pub role: String,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
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
