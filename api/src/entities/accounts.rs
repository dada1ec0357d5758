//! Accounts: who can sign in.

use sea_orm::entity::prelude::*;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Identifies the account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Mail address, lower-cased; what a guardian signs in with.
    #[sea_orm(unique, column_type = "Text")]
    pub email: String,
    /// Argon2id in PHC form; without one the account cannot sign in by password.
    #[sea_orm(column_type = "Text")]
    pub password_hash: Option<String>,
    /// Language of mails, `fr` or `en`.
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
    /// When its owner closed it; its address is free again then.
    pub closed_at: Option<DateTimeUtc>,
}

/// Rows that belong to a row.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The guardian who signs in with it.
    #[sea_orm(has_one = "super::guardians::Entity")]
    Guardian,
}

impl Related<super::guardians::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Guardian.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
