//! Places and requests of two households that are made one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use shared::wire::{MergeConflict, MergeCounts};
use uuid::Uuid;

use crate::carry_over::CarryOver;
use crate::clock::Clock;
use crate::entities::bookings::{self, BookingState, Column};
use crate::entities::{request_lines, requests, sessions};
use crate::error::Error;
use crate::history::{Deed, record};

/// Two places of one child in one session.
pub struct DoubleBooking {
    /// The one that is given up: booked later.
    given_up: Uuid,
    child: Uuid,
    slot: Uuid,
    day: NaiveDate,
}

impl DoubleBooking {
    /// As staff are told.
    #[must_use]
    pub fn told(&self) -> MergeConflict {
        MergeConflict::Booking { child_id: self.child.into(), slot_id: self.slot.into(), day: self.day }
    }
}

/// The places that children who become one have twice.
///
/// # Errors
///
/// Those of the database.
pub async fn double_bookings(
    db: &impl ConnectionTrait,
    over: &CarryOver,
) -> Result<Vec<DoubleBooking>, Error> {
    let both = over.children.iter().flat_map(|(kept, other)| [kept.0, other.0]);
    let standing = bookings::Entity::find()
        .find_also_related(sessions::Entity)
        .filter(Column::ChildId.is_in(both))
        .filter(Column::State.eq(BookingState::Booked))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut first: BTreeMap<(Uuid, Uuid), Uuid> = BTreeMap::new();
    let mut double = Vec::new();
    for (row, session) in standing {
        let Some(session) = session else { continue };
        let child = over.child(row.child_id);
        if first.insert((row.session_id, child), row.id).is_some() {
            double.push(DoubleBooking { given_up: row.id, child, slot: session.slot_id, day: session.day });
        }
    }
    double.sort_by_key(|one| (one.day, one.child, one.slot));
    Ok(double)
}

/// How many places and requests the other household has.
///
/// # Errors
///
/// Those of the database.
pub async fn count(
    db: &impl ConnectionTrait,
    over: &CarryOver,
    counts: &mut MergeCounts,
) -> Result<(), Error> {
    counts.bookings = bookings::Entity::find().filter(Column::HouseholdId.eq(over.other.0)).count(db).await?;
    counts.requests =
        requests::Entity::find().filter(requests::Column::HouseholdId.eq(over.other.0)).count(db).await?;
    Ok(())
}

/// Carries them over; of two places in one session the later one is cancelled. Seats are counted afterwards, once.
///
/// # Errors
///
/// Those of the database.
pub async fn carry_over(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    request_id: &str,
    over: &CarryOver,
    double: &[DoubleBooking],
) -> Result<(), Error> {
    for one in double {
        bookings::Entity::update_many()
            .col_expr(Column::State, Expr::value(BookingState::Cancelled))
            .col_expr(Column::CancelledAt, Expr::value(Some(over.now)))
            .col_expr(Column::CancelledBy, Expr::value(Some(over.by.0)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.eq(one.given_up))
            .exec(tx)
            .await?;
        let deed = Deed {
            by: Some(over.by),
            household: Some(over.kept),
            request_id,
            subject: ("booking", one.given_up),
            action: "cancelled",
        };
        record(tx, clock, over.now, &deed, None, None).await?;
    }
    over.household::<bookings::Entity>(tx, Column::HouseholdId).await?;
    over.household::<requests::Entity>(tx, requests::Column::HouseholdId).await?;
    over.children::<bookings::Entity>(tx, Column::ChildId).await?;
    over.children::<request_lines::Entity>(tx, request_lines::Column::ChildId).await?;
    Ok(())
}
