//! Places in `household.json`: requests, bookings, and messages about them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::Value;
use shared::catalogue::Language;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use crate::entities::{bookings, messages, request_lines, requests, sessions};
use crate::error::Error;

/// The activity and slot of a booking, in words.
fn slot_name(organisation: &Organisation, slot: Uuid) -> Option<String> {
    let (activity, slot) = organisation.slot(slot.into())?;
    Some(format!("{}, {}", activity.name.get(Language::Fr), slot.name.get(Language::Fr)))
}

/// A request with its lines.
#[derive(Debug, Serialize)]
pub(super) struct RequestRow {
    receipt_number: String,
    submitted_at: DateTime<Utc>,
    lines: Vec<LineRow>,
}

#[derive(Debug, Serialize)]
struct LineRow {
    child_id: Uuid,
    slot: Option<String>,
    day: NaiveDate,
    action: String,
    outcome: String,
    refusal: Option<Value>,
}

pub(super) async fn requests(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
) -> Result<Vec<RequestRow>, Error> {
    let rows = requests::Entity::find()
        .filter(requests::Column::HouseholdId.eq(household.0))
        .order_by_asc(requests::Column::Id)
        .all(db)
        .await?;
    let of_household = sea_orm::sea_query::Query::select()
        .column(requests::Column::Id)
        .from(requests::Entity)
        .and_where(requests::Column::HouseholdId.eq(household.0))
        .to_owned();
    let lines = request_lines::Entity::find()
        .filter(request_lines::Column::RequestId.in_subquery(of_household))
        .order_by_asc(request_lines::Column::RequestId)
        .order_by_asc(request_lines::Column::Position)
        .all(db)
        .await?;
    let mut by_request: BTreeMap<Uuid, Vec<LineRow>> = BTreeMap::new();
    for line in lines {
        by_request.entry(line.request_id).or_default().push(LineRow {
            child_id: line.child_id,
            slot: slot_name(organisation, line.slot_id),
            day: line.day,
            action: line.action.to_value(),
            outcome: line.outcome,
            refusal: line.refusal,
        });
    }
    let told = rows.into_iter().map(|row| RequestRow {
        receipt_number: row.receipt_number,
        submitted_at: row.submitted_at,
        lines: by_request.remove(&row.id).unwrap_or_default(),
    });
    Ok(told.collect())
}

/// A booking.
#[derive(Debug, Serialize)]
pub(super) struct BookingRow {
    id: Uuid,
    child_id: Uuid,
    slot: Option<String>,
    day: Option<NaiveDate>,
    state: String,
    booked_at: DateTime<Utc>,
    cancelled_at: Option<DateTime<Utc>>,
}

pub(super) async fn bookings(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
) -> Result<Vec<BookingRow>, Error> {
    let rows = bookings::Entity::find()
        .find_also_related(sessions::Entity)
        .filter(bookings::Column::HouseholdId.eq(household.0))
        .order_by_asc(bookings::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|(row, session)| BookingRow {
        id: row.id,
        child_id: row.child_id,
        slot: session.as_ref().and_then(|session| slot_name(organisation, session.slot_id)),
        day: session.map(|session| session.day),
        state: row.state.to_value(),
        booked_at: row.created_at,
        cancelled_at: row.cancelled_at,
    });
    Ok(told.collect())
}

/// A message to a referent.
#[derive(Debug, Serialize)]
pub(super) struct MessageRow {
    sent_at: DateTime<Utc>,
    guardian_id: Uuid,
    to: String,
    child_id: Option<Uuid>,
    slot: Option<String>,
    day: Option<NaiveDate>,
    body: String,
}

pub(super) async fn messages(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
) -> Result<Vec<MessageRow>, Error> {
    let rows = messages::Entity::find()
        .filter(messages::Column::HouseholdId.eq(household.0))
        .order_by_asc(messages::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|row| MessageRow {
        sent_at: row.created_at,
        guardian_id: row.guardian_id,
        to: row.recipient_name,
        child_id: row.child_id,
        slot: row.slot_id.and_then(|slot| slot_name(organisation, slot)),
        day: row.day,
        body: row.body,
    });
    Ok(told.collect())
}
