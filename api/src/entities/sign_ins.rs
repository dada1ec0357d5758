//! Sign-ins: an account on one device.

use sea_orm::entity::prelude::*;

/// A sign-in; the family of its refresh tokens.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ins")]
pub struct Model {
    /// Identifies the sign-in; the `sid` of access tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who signed in.
    pub account_id: Uuid,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// When it was last refreshed.
    pub last_seen_at: DateTimeUtc,
    /// What the browser calls itself, cut to 200 characters.
    #[sea_orm(column_type = "Text")]
    pub user_agent: String,
    /// When it was signed out, or ended because a refresh token was used twice.
    pub revoked_at: Option<DateTimeUtc>,
    /// Whether a second factor was given for it.
    pub second_factor: bool,
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
