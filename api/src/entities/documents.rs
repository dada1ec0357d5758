//! Supporting documents that were sent; their contents are in the store, under `object_key`.

use sea_orm::entity::prelude::*;

/// What staff said of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Verdict {
    /// Nothing yet.
    #[sea_orm(string_value = "none")]
    None,
    /// It is what was asked for.
    #[sea_orm(string_value = "accepted")]
    Accepted,
    /// It is not.
    #[sea_orm(string_value = "refused")]
    Refused,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    /// Identifies the document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The household that sent it, whose guardians may read it.
    pub household_id: Uuid,
    /// Of which type.
    pub type_id: Uuid,
    /// About which guardian, of a type about guardians.
    pub guardian_id: Option<Uuid>,
    /// About which child, of a type about children.
    pub child_id: Option<Uuid>,
    /// For which school year, `2026-2027`, of a type that is asked for each year.
    #[sea_orm(column_type = "Text")]
    pub school_year: Option<String>,
    /// Under which key the store holds its content.
    #[sea_orm(unique, column_type = "Text")]
    pub object_key: String,
    /// By which key of the ring the content is sealed, of a document that tells of health.
    #[sea_orm(column_type = "Text")]
    pub sealed_by: Option<String>,
    /// The name of the file as it was sent, cleaned.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The media type of the content.
    #[sea_orm(column_type = "Text")]
    pub media_type: String,
    /// Bytes of the content as it was sent.
    pub size: i32,
    /// SHA-256 of the content as it was sent, in hexadecimal digits.
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    /// When it was sent.
    pub received_at: DateTimeUtc,
    /// By which account.
    pub received_by: Uuid,
    /// What staff said of it.
    pub verdict: Verdict,
    /// Why it was refused.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
    /// When staff said so.
    pub decided_at: Option<DateTimeUtc>,
    /// When the family was told that it expires.
    pub reminded_at: Option<DateTimeUtc>,
    /// The first day on which it no longer counts, where staff read another on it than its type says.
    pub expires_on: Option<Date>,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
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
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
    /// By `guardian_id`.
    #[sea_orm(
        belongs_to = "super::guardians::Entity",
        from = "Column::GuardianId",
        to = "super::guardians::Column::Id"
    )]
    Guardian,
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl Related<super::guardians::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Guardian.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
