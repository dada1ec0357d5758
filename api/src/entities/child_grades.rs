//! School, grade and class of children, per school year.

use sea_orm::entity::prelude::*;

/// Where a child goes to school in a school year.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "child_grades")]
pub struct Model {
    /// The child.
    #[sea_orm(primary_key, auto_increment = false)]
    pub child_id: Uuid,
    /// The school year, `2026-2027`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub school_year: String,
    /// The school.
    pub school_id: Uuid,
    /// The grade, `ps` to `cm2`.
    #[sea_orm(column_type = "Text")]
    pub grade: String,
    /// The class.
    #[sea_orm(column_type = "Text")]
    pub class_name: Option<String>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
    /// By `school_id`.
    #[sea_orm(
        belongs_to = "super::schools::Entity",
        from = "Column::SchoolId",
        to = "super::schools::Column::Id"
    )]
    School,
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl Related<super::schools::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::School.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
