//! Seats of limited sessions, in total and per group; a session without limit has no row.

use sea_orm::entity::prelude::*;

/// The seats of a session, or of one group in it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_capacities")]
pub struct Model {
    /// The session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: Uuid,
    /// `total`, or the group (a cycle, an age group).
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub group_code: String,
    /// Seats by configuration.
    pub capacity: i32,
    /// Seats that staff added.
    pub extra: i32,
    /// Seats taken: the bookings of the session in this group.
    pub taken: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `session_id`.
    #[sea_orm(
        belongs_to = "super::sessions::Entity",
        from = "Column::SessionId",
        to = "super::sessions::Column::Id"
    )]
    Session,
}

impl Related<super::sessions::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Session.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
