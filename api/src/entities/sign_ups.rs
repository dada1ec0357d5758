//! Accounts that parents create by themselves, until their mail address is confirmed.

use sea_orm::entity::prelude::*;

/// A sign-up.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ups")]
pub struct Model {
    /// Identifies it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Hash of the secret by which the browser that began goes on.
    #[sea_orm(unique, column_type = "Text")]
    pub token_hash: String,
    /// Hash of the secret in the mail, once it is sent.
    #[sea_orm(unique, column_type = "Text")]
    pub link_hash: Option<String>,
    /// The mail address, lower-cased.
    #[sea_orm(column_type = "Text")]
    pub email: String,
    /// Of the password chosen.
    #[sea_orm(column_type = "Text")]
    pub password_hash: String,
    /// Language of mails, `fr` or `en`.
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    /// Answers so far, an object by code; emptied when it is confirmed.
    #[sea_orm(column_type = "JsonBinary")]
    pub answers: Json,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// From when it is of no use.
    pub expires_at: DateTimeUtc,
    /// When the address was confirmed, and the account made.
    pub confirmed_at: Option<DateTimeUtc>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
