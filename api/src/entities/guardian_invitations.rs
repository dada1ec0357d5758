//! Invitations of the other guardian of a household's children.

use sea_orm::entity::prelude::*;

/// Where somebody who is invited lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Living {
    /// In the household that invites.
    #[sea_orm(string_value = "here")]
    Here,
    /// In a household of their own.
    #[sea_orm(string_value = "elsewhere")]
    Elsewhere,
}

/// How an invitation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Ending {
    /// Somebody followed it.
    #[sea_orm(string_value = "accepted")]
    Accepted,
    /// The household took it back.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guardian_invitations")]
pub struct Model {
    /// Identifies the invitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The household that invites.
    pub household_id: Uuid,
    /// The guardian of that household it is for, if it has them already.
    pub guardian_id: Option<Uuid>,
    /// First name.
    #[sea_orm(column_type = "Text")]
    pub first_name: String,
    /// Last name.
    #[sea_orm(column_type = "Text")]
    pub last_name: String,
    /// Mail address, lower-cased.
    #[sea_orm(column_type = "Text")]
    pub email: String,
    /// Where they live.
    pub living: Living,
    /// The children who are to live with them too, a list of ids.
    #[sea_orm(column_type = "JsonBinary")]
    pub children: Json,
    /// SHA-256 of the secret of the last link, hexadecimal; nothing before the worker has written the mail.
    #[sea_orm(unique, column_type = "Text")]
    pub token_hash: Option<String>,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// Who invites.
    pub created_by: Uuid,
    /// When the last mail was asked for.
    pub sent_at: DateTimeUtc,
    /// From when the link is of no use.
    pub expires_at: DateTimeUtc,
    /// How many mails were asked for, from 1.
    pub asked: i32,
    /// Which of them the worker wrote last.
    pub mailed: i32,
    /// When it ended.
    pub ended_at: Option<DateTimeUtc>,
    /// How.
    pub ending: Option<Ending>,
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
    /// By `created_by`.
    #[sea_orm(
        belongs_to = "super::accounts::Entity",
        from = "Column::CreatedBy",
        to = "super::accounts::Column::Id"
    )]
    CreatedBy,
}

impl ActiveModelBehavior for ActiveModel {}
