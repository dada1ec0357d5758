//! Second factors: what makes the codes of an application on the phone.

use sea_orm::entity::prelude::*;

/// The second factor of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Its secret, sealed.
    #[sea_orm(column_type = "Text")]
    pub secret: String,
    /// When the secret was made.
    pub created_at: DateTimeUtc,
    /// When a code of it was seen first; until then signing in takes none.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The step of the last code used, in halves of a minute since 1970: a code works once.
    pub last_step: i64,
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
