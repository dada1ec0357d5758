//! Bookings (*réservations*).

use sea_orm::entity::prelude::*;

/// Whether a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum BookingState {
    /// It stands, and takes a seat.
    #[sea_orm(string_value = "booked")]
    Booked,
    /// It was cancelled, its seat is free again.
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
}

/// A child’s place in a session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bookings")]
pub struct Model {
    /// Identifies the booking.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The child.
    pub child_id: Uuid,
    /// The household that booked.
    pub household_id: Uuid,
    /// Whether it stands.
    pub state: BookingState,
    /// The rules it was booked by.
    pub configuration_version: i32,
    /// The request it came by; none when it was imported.
    pub request_id: Option<Uuid>,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// Who booked.
    pub created_by: Option<Uuid>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTimeUtc>,
    /// Who cancelled.
    pub cancelled_by: Option<Uuid>,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
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
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
    /// By `household_id`.
    #[sea_orm(
        belongs_to = "super::households::Entity",
        from = "Column::HouseholdId",
        to = "super::households::Column::Id"
    )]
    Household,
    /// By `configuration_version`.
    #[sea_orm(
        belongs_to = "super::configurations::Entity",
        from = "Column::ConfigurationVersion",
        to = "super::configurations::Column::Version"
    )]
    Configuration,
    /// By `request_id`.
    #[sea_orm(
        belongs_to = "super::requests::Entity",
        from = "Column::RequestId",
        to = "super::requests::Column::Id"
    )]
    Request,
    /// By `created_by`.
    #[sea_orm(
        belongs_to = "super::accounts::Entity",
        from = "Column::CreatedBy",
        to = "super::accounts::Column::Id"
    )]
    CreatedBy,
    /// By `cancelled_by`.
    #[sea_orm(
        belongs_to = "super::accounts::Entity",
        from = "Column::CancelledBy",
        to = "super::accounts::Column::Id"
    )]
    CancelledBy,
}

impl Related<super::sessions::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Session.def()
    }
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl Related<super::households::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Household.def()
    }
}

impl Related<super::configurations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Configuration.def()
    }
}

impl Related<super::requests::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Request.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
