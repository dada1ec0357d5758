//! Places that staff granted before the portal.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::calendar::Weekday;
use shared::ids::SlotId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::file::BookingEntry;
use crate::clock::Clock;
use crate::db::bulk::insert_all;
use crate::entities::{bookings, history, sessions};
use crate::error::Error;
use crate::organisation::Identities;

/// Writes the places of newly registered children, where there is a session. Seats are counted afterwards, once.
pub(super) async fn grant(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    organisation: &Organisation,
    identities: &Identities,
    granted: &[(Uuid, Uuid, &[BookingEntry])],
) -> Result<(), Error> {
    let now = clock.now();
    let version = i32::try_from(organisation.version).map_err(Error::internal)?;
    let mut sessions_of = BTreeMap::new();
    let (mut rows, mut told) = (Vec::new(), Vec::new());
    for (household_id, child_id, entries) in granted {
        for entry in *entries {
            let Some(slot_id) = identities.slot(&entry.slot) else { continue };
            let sessions = match sessions_of.entry(slot_id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(of_slot(tx, slot_id).await?),
            };
            let activity = organisation.slot(SlotId(slot_id)).map(|(activity, _)| activity);
            let of_entry = sessions.iter().filter(|(day, _)| {
                entry.weekdays.contains(&Weekday::of(**day))
                    && (entry.from..=entry.to).contains(*day)
                    && activity.is_some_and(|activity| organisation.closed_on(activity, **day).is_none())
            });
            for (_, session_id) in of_entry {
                let id = clock.new_id(now);
                rows.push(bookings::ActiveModel {
                    id: Set(id),
                    session_id: Set(*session_id),
                    child_id: Set(*child_id),
                    household_id: Set(*household_id),
                    state: Set(bookings::BookingState::Booked),
                    configuration_version: Set(version),
                    request_id: Set(None),
                    created_at: Set(now),
                    created_by: Set(None),
                    cancelled_at: Set(None),
                    cancelled_by: Set(None),
                    version: Set(1),
                });
                told.push(history::ActiveModel {
                    id: Set(clock.new_id(now)),
                    at: Set(now),
                    account_id: Set(None),
                    household_id: Set(Some(*household_id)),
                    request_id: Set("import".to_owned()),
                    subject_type: Set("booking".to_owned()),
                    subject_id: Set(id),
                    action: Set("booked".to_owned()),
                    before: Set(None),
                    after: Set(Some(serde_json::json!({ "child_id": child_id, "session_id": session_id }))),
                });
            }
        }
    }
    insert_all(tx, rows, None).await?;
    insert_all(tx, told, None).await
}

async fn of_slot(tx: &impl ConnectionTrait, slot_id: Uuid) -> Result<BTreeMap<NaiveDate, Uuid>, Error> {
    let rows = sessions::Entity::find().filter(sessions::Column::SlotId.eq(slot_id)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.day, row.id)).collect())
}
