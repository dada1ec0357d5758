//! Sessions as rows: one for each slot and open day of the planned school years, with its seats.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::activities::{CapacityGroup, Slot};
use shared::families::Grade;
use shared::organisation::Organisation;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::bulk::{insert_all, rows_per_statement};
use crate::entities::{bookings, child_grades, session_capacities, sessions};
use crate::error::Error;

/// Makes the sessions that are missing and gives every limited one the seats its slot says. Sessions of days that
/// are closed now stay, for the bookings they have: the rules refuse new ones.
pub(super) async fn plan(
    tx: &impl ConnectionTrait,
    organisation: &Organisation,
    clock: &Clock,
) -> Result<(), Error> {
    for activity in &organisation.activities {
        let days: Vec<NaiveDate> = organisation
            .sessions_from
            .iter_days()
            .take_while(|day| *day < organisation.sessions_until)
            .filter(|day| organisation.closed_on(activity, *day).is_none())
            .collect();
        for slot in &activity.slots {
            plan_slot(tx, slot, &days, clock).await?;
        }
    }
    Ok(())
}

async fn plan_slot(
    tx: &impl ConnectionTrait,
    slot: &Slot,
    days: &[NaiveDate],
    clock: &Clock,
) -> Result<(), Error> {
    let known = of_slot(tx, slot).await?;
    let planned: BTreeSet<NaiveDate> = known.iter().map(|(_, day)| *day).collect();
    let now = clock.now();
    let missing: Vec<(Uuid, NaiveDate)> =
        days.iter().filter(|day| !planned.contains(day)).map(|day| (clock.new_id(now), *day)).collect();
    let rows = missing.iter().map(|(id, day)| sessions::ActiveModel {
        id: Set(*id),
        slot_id: Set(slot.id.0),
        day: Set(*day),
    });
    insert_all(tx, rows.collect(), None).await?;
    let all: Vec<Uuid> = known.into_iter().chain(missing).map(|(id, _)| id).collect();
    for capacity in &slot.capacities {
        let seats = i32::try_from(capacity.seats).map_err(Error::internal)?;
        let rows = all.iter().map(|id| session_capacities::ActiveModel {
            session_id: Set(*id),
            group_code: Set(capacity.group.code().to_owned()),
            capacity: Set(seats),
            extra: Set(0),
            taken: Set(0),
        });
        let on_conflict = OnConflict::columns([
            session_capacities::Column::SessionId,
            session_capacities::Column::GroupCode,
        ])
        .update_column(session_capacities::Column::Capacity)
        .to_owned();
        insert_all(tx, rows.collect(), Some(on_conflict)).await?;
    }
    let limited = slot.capacities.iter().map(|capacity| capacity.group.code());
    for chunk in all.chunks(rows_per_statement(2)) {
        session_capacities::Entity::delete_many()
            .filter(session_capacities::Column::SessionId.is_in(chunk.iter().copied()))
            .filter(session_capacities::Column::GroupCode.is_not_in(limited.clone()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn of_slot(tx: &impl ConnectionTrait, slot: &Slot) -> Result<Vec<(Uuid, NaiveDate)>, Error> {
    let rows = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::Id)
        .column(sessions::Column::Day)
        .filter(sessions::Column::SlotId.eq(slot.id.0))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows)
}

/// Counts the seats taken in limited sessions from their bookings, after a limit was set or bookings were imported.
///
/// # Errors
/// Those of the database.
pub async fn count_seats(tx: &impl ConnectionTrait, organisation: &Organisation) -> Result<(), Error> {
    let limited = organisation.activities.iter().flat_map(|activity| &activity.slots);
    for slot in limited.filter(|slot| !slot.capacities.is_empty()) {
        let day_of: BTreeMap<Uuid, NaiveDate> = of_slot(tx, slot).await?.into_iter().collect();
        let taken = taken_by_group(tx, organisation, slot, &day_of).await?;
        let stored: Vec<session_capacities::Model> = session_capacities::Entity::find()
            .inner_join(sessions::Entity)
            .filter(sessions::Column::SlotId.eq(slot.id.0))
            .all(tx)
            .await?;
        let mut wrong: BTreeMap<(String, i32), Vec<Uuid>> = BTreeMap::new();
        for row in stored {
            let counted = taken.get(&(row.session_id, row.group_code.clone())).copied().unwrap_or(0);
            if row.taken != counted {
                wrong.entry((row.group_code, counted)).or_default().push(row.session_id);
            }
        }
        for ((group, counted), sessions) in wrong {
            for chunk in sessions.chunks(rows_per_statement(1) - 2) {
                session_capacities::Entity::update_many()
                    .col_expr(session_capacities::Column::Taken, Expr::value(counted))
                    .filter(session_capacities::Column::GroupCode.eq(group.as_str()))
                    .filter(session_capacities::Column::SessionId.is_in(chunk.iter().copied()))
                    .exec(tx)
                    .await?;
            }
        }
    }
    Ok(())
}

async fn taken_by_group(
    tx: &impl ConnectionTrait,
    organisation: &Organisation,
    slot: &Slot,
    day_of: &BTreeMap<Uuid, NaiveDate>,
) -> Result<BTreeMap<(Uuid, String), i32>, Error> {
    let standing: Vec<(Uuid, Uuid)> = bookings::Entity::find()
        .select_only()
        .column(bookings::Column::SessionId)
        .column(bookings::Column::ChildId)
        .inner_join(sessions::Entity)
        .filter(sessions::Column::SlotId.eq(slot.id.0))
        .filter(bookings::Column::State.eq(bookings::BookingState::Booked))
        .into_tuple()
        .all(tx)
        .await?;
    let grades: BTreeMap<(Uuid, String), Grade> = child_grades::Entity::find()
        .all(tx)
        .await?
        .into_iter()
        .filter_map(|row| Some(((row.child_id, row.school_year), Grade::from_code(&row.grade)?)))
        .collect();
    let mut taken = BTreeMap::new();
    for (session, child) in standing {
        let year = day_of.get(&session).and_then(|day| organisation.calendar.school_year(*day).ok());
        let grade = year.and_then(|year| grades.get(&(child, year.to_string())));
        let cycle = grade.map(|grade| grade.cycle());
        for group in CapacityGroup::ALL.into_iter().filter(|group| group.holds(cycle)) {
            *taken.entry((session, group.code().to_owned())).or_insert(0) += 1;
        }
    }
    Ok(taken)
}
