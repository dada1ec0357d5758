//! Queries of the planning: one statement a kind of fact, whatever the range.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

use super::Days;
use crate::entities::bookings::BookingState;
use crate::entities::{bookings, session_capacities, sessions};

/// Child, slot, day and household of the bookings that stand, whichever made them, in that order.
pub(super) async fn bookings(
    db: &impl ConnectionTrait,
    children: &[Uuid],
    days: Days,
) -> Result<Vec<(Uuid, Uuid, NaiveDate, Uuid)>, DbErr> {
    bookings::Entity::find()
        .select_only()
        .column(bookings::Column::ChildId)
        .column(sessions::Column::SlotId)
        .column(sessions::Column::Day)
        .column(bookings::Column::HouseholdId)
        .join(JoinType::InnerJoin, bookings::Relation::Session.def())
        .filter(bookings::Column::ChildId.is_in(children.iter().copied()))
        .filter(bookings::Column::State.eq(BookingState::Booked))
        .filter(sessions::Column::Day.between(days.from, days.to))
        .order_by_asc(bookings::Column::ChildId)
        .order_by_asc(sessions::Column::SlotId)
        .order_by_asc(sessions::Column::Day)
        .into_tuple()
        .all(db)
        .await
}

/// The seats of a session, or of one group in it, as they are counted.
pub(super) struct Seats {
    pub(super) slot_id: Uuid,
    pub(super) day: NaiveDate,
    pub(super) group: String,
    pub(super) free: i32,
}

/// The counted seats of some slots.
pub(super) async fn seats(
    db: &impl ConnectionTrait,
    slots: &[Uuid],
    days: Days,
) -> Result<Vec<Seats>, DbErr> {
    let rows: Vec<(Uuid, NaiveDate, String, i32, i32, i32)> = session_capacities::Entity::find()
        .select_only()
        .column(sessions::Column::SlotId)
        .column(sessions::Column::Day)
        .column(session_capacities::Column::GroupCode)
        .column(session_capacities::Column::Capacity)
        .column(session_capacities::Column::Extra)
        .column(session_capacities::Column::Taken)
        .join(JoinType::InnerJoin, session_capacities::Relation::Session.def())
        .filter(sessions::Column::SlotId.is_in(slots.iter().copied()))
        .filter(sessions::Column::Day.between(days.from, days.to))
        .into_tuple()
        .all(db)
        .await?;
    let seats = rows.into_iter().map(|(slot_id, day, group, capacity, extra, taken)| {
        let free = capacity.saturating_add(extra).saturating_sub(taken);
        Seats { slot_id, day, group, free }
    });
    Ok(seats.collect())
}
