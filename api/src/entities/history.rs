//! Who did what: append-only, written in the transaction of what it tells.

use sea_orm::entity::prelude::*;

/// An entry of the history.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "history")]
pub struct Model {
    /// Identifies the entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub at: DateTimeUtc,
    /// Who; none for a command.
    pub account_id: Option<Uuid>,
    /// On behalf of whom.
    pub household_id: Option<Uuid>,
    /// Id of the HTTP request, as in the log; or the name of the command.
    #[sea_orm(column_type = "Text")]
    pub request_id: String,
    /// What kind of thing, `booking`.
    #[sea_orm(column_type = "Text")]
    pub subject_type: String,
    /// Which one.
    pub subject_id: Uuid,
    /// What was done, `cancelled`.
    #[sea_orm(column_type = "Text")]
    pub action: String,
    /// The thing before.
    #[sea_orm(column_type = "JsonBinary")]
    pub before: Option<Json>,
    /// The thing after.
    #[sea_orm(column_type = "JsonBinary")]
    pub after: Option<Json>,
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
    /// By `household_id`.
    #[sea_orm(
        belongs_to = "super::households::Entity",
        from = "Column::HouseholdId",
        to = "super::households::Column::Id"
    )]
    Household,
}

impl Related<super::accounts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
