//! Households (*foyers*).

use sea_orm::entity::prelude::*;

/// A household.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "households")]
pub struct Model {
    /// Identifies the household.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The identifier in the file it was imported from.
    #[sea_orm(unique, column_type = "Text")]
    pub external_id: Option<String>,
    /// How it is called, “Famille Martin”.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Whether it lives on the territory of the organisation; none while nobody has said.
    pub resident: Option<bool>,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// Answers to the fields of the file that have no column of their own, an object by code.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
    /// The guardian who pays; while there is none, or one who is gone, the rule of `shared::guardianships::payer` says who.
    pub payer_id: Option<Uuid>,
    /// How often the roles of its guardians were changed, from 1; their `ETag`.
    pub roles_version: i32,
}

impl Model {
    /// Whether it counts as one that lives on the territory: not while nobody has said.
    #[must_use]
    pub fn is_resident(&self) -> bool {
        self.resident.unwrap_or_default()
    }
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its files, one a school year.
    #[sea_orm(has_many = "super::family_files::Entity")]
    Files,
}

impl Related<super::family_files::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Files.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
