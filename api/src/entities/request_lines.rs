//! Lines of requests, each with its outcome.

use sea_orm::entity::prelude::*;

/// What a line asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum LineAction {
    /// A place.
    #[sea_orm(string_value = "add")]
    Add,
    /// To give a place back.
    #[sea_orm(string_value = "cancel")]
    Cancel,
}

/// A line of a request.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "request_lines")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub request_id: Uuid,
    /// Its place in the request, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The child.
    pub child_id: Uuid,
    /// The slot.
    pub slot_id: Uuid,
    /// The day.
    pub day: Date,
    /// What was asked.
    pub action: LineAction,
    /// Code of the outcome.
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    /// Why it was refused, as `shared::bookings` writes it.
    #[sea_orm(column_type = "JsonBinary")]
    pub refusal: Option<Json>,
    /// The booking it made or cancelled.
    pub booking_id: Option<Uuid>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `request_id`.
    #[sea_orm(
        belongs_to = "super::requests::Entity",
        from = "Column::RequestId",
        to = "super::requests::Column::Id"
    )]
    Request,
    /// By `child_id`.
    #[sea_orm(
        belongs_to = "super::children::Entity",
        from = "Column::ChildId",
        to = "super::children::Column::Id"
    )]
    Child,
    /// By `slot_id`.
    #[sea_orm(belongs_to = "super::slots::Entity", from = "Column::SlotId", to = "super::slots::Column::Id")]
    Slot,
    /// By `booking_id`.
    #[sea_orm(
        belongs_to = "super::bookings::Entity",
        from = "Column::BookingId",
        to = "super::bookings::Column::Id"
    )]
    Booking,
}

impl Related<super::requests::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Request.def()
    }
}

impl Related<super::children::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Child.def()
    }
}

impl Related<super::slots::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Slot.def()
    }
}

impl Related<super::bookings::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Booking.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
