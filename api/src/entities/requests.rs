//! Requests (*demandes*): what a family submitted at once.

use sea_orm::entity::prelude::*;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
pub struct Model {
    /// Identifies the request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What a family quotes.
    #[sea_orm(unique, column_type = "Text")]
    pub receipt_number: String,
    /// For whom.
    pub household_id: Uuid,
    /// Who sent it.
    pub account_id: Uuid,
    /// When it was received: the instant that decided it.
    pub submitted_at: DateTimeUtc,
    /// The rules that decided it.
    pub configuration_version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `household_id`.
    #[sea_orm(
        belongs_to = "super::households::Entity",
        from = "Column::HouseholdId",
        to = "super::households::Column::Id"
    )]
    Household,
    /// By `account_id`.
    #[sea_orm(
        belongs_to = "super::accounts::Entity",
        from = "Column::AccountId",
        to = "super::accounts::Column::Id"
    )]
    Account,
    /// By `configuration_version`.
    #[sea_orm(
        belongs_to = "super::configurations::Entity",
        from = "Column::ConfigurationVersion",
        to = "super::configurations::Column::Version"
    )]
    Configuration,
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl Related<super::accounts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::configurations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Configuration.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
