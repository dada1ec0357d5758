//! Activities of facilities.

use sea_orm::entity::prelude::*;

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activities")]
pub struct Model {
    /// Identifies the activity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its code in the configuration.
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    /// Where it takes place.
    pub facility_id: Uuid,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `facility_id`.
    #[sea_orm(
        belongs_to = "super::facilities::Entity",
        from = "Column::FacilityId",
        to = "super::facilities::Column::Id"
    )]
    Facility,
}

impl Related<super::facilities::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Facility.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
