//! Documents whose time is over: their school year, their validity, their refusal, the stay of whom they are about, their type.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::calendar::{SchoolYear, local};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::{family, health, removal};
use crate::clock::Clock;
use crate::db::Db;
use crate::db::bulk::BATCH;
use crate::entities::configurations;
use crate::entities::documents::{Column, Entity, Model, Verdict};
use crate::error::Error;

/// How long documents are kept that serve no purpose any more.
#[derive(Clone, Debug)]
pub struct Keep {
    /// Days.
    pub days: u32,
    /// Who left so many days ago; nobody where no school year had ended.
    pub left: Option<Left>,
}

/// Queries of the ids of those who have left.
#[derive(Clone, Debug)]
pub struct Left {
    /// Children.
    pub children: SelectStatement,
    /// Households, with all their children.
    pub households: SelectStatement,
}

/// The same, by what documents tell of.
#[derive(Clone, Debug)]
pub struct Periods {
    /// Of a child's health.
    pub health: Keep,
    /// Of anything else.
    pub others: Keep,
}

/// When types went that the configuration no longer has.
type Gone = BTreeMap<Uuid, NaiveDate>;

/// Removes documents some days after the first of these: the end of the school year they were for, their expiry, their refusal,
/// the end of the last school year of the child they are about, or of the household's children, or the day on which the
/// organisation no longer asked for their type; how many.
///
/// # Errors
///
/// Those of the database.
pub async fn retire(
    db: &Db,
    clock: &Clock,
    organisation: &Organisation,
    now: DateTime<Utc>,
    periods: &Periods,
) -> Result<u64, Error> {
    let today = organisation.today(now);
    let gone = gone(db.reader(), organisation).await?;
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
        let (of_health, others): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| health::is_about(row, organisation));
        let mut over = Vec::new();
        for (rows, keep) in [(of_health, &periods.health), (others, &periods.others)] {
            let left = left(db.reader(), &rows, keep.left.as_ref()).await?;
            for row in rows {
                let ended = ended_on(&row, organisation, &gone)?;
                let until = ended.and_then(|day| day.checked_add_days(Days::new(keep.days.into())));
                if until.is_some_and(|day| day <= today) || left.contains(&row.id) {
                    over.push(row);
                }
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

/// Those of rows whose child has left, or whose household where they are about no child.
async fn left(
    db: &impl ConnectionTrait,
    rows: &[Model],
    left: Option<&Left>,
) -> Result<BTreeSet<Uuid>, Error> {
    let Some(left) = left.filter(|_| !rows.is_empty()) else { return Ok(BTreeSet::new()) };
    let of_household = Condition::all()
        .add(Column::ChildId.is_null())
        .add(Column::HouseholdId.in_subquery(left.households.clone()));
    let of_child = Column::ChildId.in_subquery(left.children.clone());
    let found: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .filter(Condition::any().add(of_child).add(of_household))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// The first day on which a document serves no purpose any more, whoever it is about is still there; none while it does.
fn ended_on(row: &Model, organisation: &Organisation, gone: &Gone) -> Result<Option<NaiveDate>, Error> {
    let calendar = &organisation.calendar;
    let day = |instant| local(calendar.time_zone, instant).date();
    let refused = row.decided_at.filter(|_| row.verdict == Verdict::Refused).map(day);
    let year = row.school_year.as_deref().and_then(|year| year.parse::<SchoolYear>().ok());
    let sent = family::as_sent(row, organisation)?;
    let kind = organisation.document(sent.type_id);
    let ends = [
        refused,
        year.and_then(|year| end_of(organisation, year)),
        kind.and_then(|kind| sent.expires_on(kind, calendar)),
        // what came later came when it was asked for again
        gone.get(&row.type_id).map(|gone| day(row.received_at).max(*gone)),
    ];
    Ok(ends.into_iter().flatten().min())
}

/// The first day after a school year; of one that the calendar no longer knows, the first of September.
fn end_of(organisation: &Organisation, year: SchoolYear) -> Option<NaiveDate> {
    let known = organisation.calendar.bounds(year).map(|(_, until)| until);
    known.or_else(|| NaiveDate::from_ymd_opt(i32::from(year.first_year()) + 1, 9, 1))
}

/// Types of documents that were sent and that the configuration no longer has, with the day of the first version without
/// them. One statement where there is none.
async fn gone(db: &impl ConnectionTrait, organisation: &Organisation) -> Result<Gone, Error> {
    let sent: Vec<Uuid> =
        Entity::find().select_only().column(Column::TypeId).distinct().into_tuple().all(db).await?;
    let mut unknown: BTreeSet<Uuid> =
        sent.into_iter().filter(|id| organisation.document((*id).into()).is_none()).collect();
    let (mut gone, mut before) = (Gone::new(), i32::MAX);
    while !unknown.is_empty() {
        let version = configurations::Entity::find()
            .filter(configurations::Column::Version.lt(before))
            .order_by_desc(configurations::Column::Version)
            .one(db)
            .await?;
        let Some(version) = version else { break };
        before = version.version;
        let known = version.document.get("documents").and_then(|kinds| kinds.as_array());
        let known = known.into_iter().flatten().filter_map(|kind| kind.get("id")?.as_str()?.parse().ok());
        for id in known {
            unknown.remove(&id);
        }
        let day = local(organisation.calendar.time_zone, version.created_at).date();
        gone.extend(unknown.iter().map(|id| (*id, day)));
    }
    Ok(gone)
}
