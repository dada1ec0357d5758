//! Documents that go with their household, or because their time is over.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::calendar::{SchoolYear, local};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::{family, removal};
use crate::clock::Clock;
use crate::db::Db;
use crate::db::bulk::BATCH;
use crate::entities::documents::{Column, Entity, Model, Verdict};
use crate::error::Error;

/// Removes all documents that a household has sent, and their contents; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    household: HouseholdId,
) -> Result<u64, Error> {
    let rows = Entity::find().filter(Column::HouseholdId.eq(household.0)).all(tx).await?;
    for row in &rows {
        removal::remove(tx, clock, now, row).await?;
    }
    Ok(rows.len() as u64)
}

/// Removes documents some days after the end of the school year they were for, after they expired or were refused; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire(
    db: &Db,
    clock: &Clock,
    organisation: &Organisation,
    now: DateTime<Utc>,
    days: u32,
) -> Result<u64, Error> {
    let today = organisation.today(now);
    let (mut removed, mut after) = (0, Uuid::nil());
    loop {
        let rows = Entity::find()
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(db.reader())
            .await?;
        let Some(last) = rows.last() else { return Ok(removed) };
        after = last.id;
        let mut over = Vec::new();
        for row in rows {
            let ended = ended_on(&row, organisation)?;
            if ended
                .and_then(|day| day.checked_add_days(Days::new(days.into())))
                .is_some_and(|day| day <= today)
            {
                over.push(row);
            }
        }
        if over.is_empty() {
            continue;
        }
        removed += db
            .write(async |tx| {
                let mut removed = 0;
                for row in &over {
                    // of two workers, one finds it
                    if Entity::find_by_id(row.id).lock_exclusive().one(tx).await?.is_some() {
                        removal::remove(tx, clock, now, row).await?;
                        removed += 1;
                    }
                }
                Ok(removed)
            })
            .await?;
    }
}

/// The first day on which a document serves no purpose any more; none while it does.
fn ended_on(row: &Model, organisation: &Organisation) -> Result<Option<NaiveDate>, Error> {
    let calendar = &organisation.calendar;
    if row.verdict == Verdict::Refused {
        return Ok(row.decided_at.map(|decided| local(calendar.time_zone, decided).date()));
    }
    let year = row.school_year.as_deref().and_then(|year| year.parse::<SchoolYear>().ok());
    if let Some(year) = year {
        return Ok(end_of(organisation, year));
    }
    let sent = family::as_sent(row, organisation)?;
    let kind = organisation.document(sent.type_id);
    Ok(kind.and_then(|kind| sent.expires_on(kind, calendar)))
}

/// The first day after a school year; of one that the calendar no longer knows, the first of September.
fn end_of(organisation: &Organisation, year: SchoolYear) -> Option<NaiveDate> {
    let known = organisation.calendar.bounds(year).map(|(_, until)| until);
    known.or_else(|| NaiveDate::from_ymd_opt(i32::from(year.first_year()) + 1, 9, 1))
}
