//! Links of mails that let somebody act on an account, by hash.

use sea_orm::entity::prelude::*;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum LinkPurpose {
    /// To set the first password.
    #[sea_orm(string_value = "invitation")]
    Invitation,
    /// To set a password in place of one that was forgotten.
    #[sea_orm(string_value = "password_reset")]
    PasswordReset,
    /// To take over a new mail address.
    #[sea_orm(string_value = "address_change")]
    AddressChange,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_links")]
pub struct Model {
    /// Identifies the link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account it acts on.
    pub account_id: Uuid,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// SHA-256 of its secret, hexadecimal.
    #[sea_orm(unique, column_type = "Text")]
    pub token_hash: String,
    /// Mail address it was sent to.
    #[sea_orm(column_type = "Text")]
    pub email: String,
    /// When it was issued.
    pub created_at: DateTimeUtc,
    /// From when it is of no use.
    pub expires_at: DateTimeUtc,
    /// When it was used, or another took its place.
    pub used_at: Option<DateTimeUtc>,
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
