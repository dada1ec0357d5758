//! The queue: enqueuing, taking, finishing. A job that is taken belongs to its worker until `run_at`, which taking it
//! moves into the future: if the worker dies, the job is due again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::Db;
use crate::db::bulk::insert_all;
use crate::entities::jobs::{ActiveModel, Column, Entity, JobState, Model};
use crate::error::Error;

/// Longest error text kept.
const ERROR_LENGTH: usize = 2_000;
/// How long jobs that are done are kept.
const KEPT: TimeDelta = TimeDelta::days(30);
/// How long it is kept that a job was given up.
const GIVEN_UP_KEPT: TimeDelta = TimeDelta::days(365);

/// Enqueues work in the caller's transaction; `payload` is what the handler of `kind` reads.
///
/// # Errors
///
/// When the database fails.
pub async fn enqueue(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    kind: &str,
    payload: &impl Serialize,
) -> Result<Uuid, Error> {
    let id = clock.new_id(now);
    let payload =
        serde_json::to_value(payload).map_err(|error| Error::internal(format!("writing JSON: {error}")))?;
    let row = ActiveModel {
        id: Set(id),
        kind: Set(kind.to_owned()),
        payload: Set(payload),
        run_at: Set(now),
        attempts: Set(0),
        state: Set(JobState::Waiting),
        last_error: Set(None),
        created_at: Set(now),
        finished_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(id)
}

/// Enqueues many jobs of one kind, in few statements.
///
/// # Errors
///
/// When the database fails.
pub async fn enqueue_all(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    kind: &str,
    payloads: impl IntoIterator<Item = impl Serialize>,
) -> Result<(), Error> {
    let row = |payload| -> Result<ActiveModel, Error> {
        let payload = serde_json::to_value(payload)
            .map_err(|error| Error::internal(format!("writing JSON: {error}")))?;
        Ok(ActiveModel {
            id: Set(clock.new_id(now)),
            kind: Set(kind.to_owned()),
            payload: Set(payload),
            run_at: Set(now),
            attempts: Set(0),
            state: Set(JobState::Waiting),
            last_error: Set(None),
            created_at: Set(now),
            finished_at: Set(None),
        })
    };
    let rows = payloads.into_iter().map(row).collect::<Result<Vec<_>, _>>()?;
    insert_all(tx, rows, None).await
}

/// Takes the job that has been due for longest, if there is one, until `now + lease`.
pub(super) async fn take(db: &Db, now: DateTime<Utc>, lease: TimeDelta) -> Result<Option<Model>, Error> {
    // looked for without a write lock first: an idle worker disturbs nobody
    if due(now).one(db.reader()).await?.is_none() {
        return Ok(None);
    }
    db.write(async |tx| {
        let mut due = due(now);
        if db.backend() == DbBackend::Postgres {
            due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let Some(job) = due.one(tx).await? else { return Ok(None) };
        let taken = ActiveModel {
            id: Set(job.id),
            run_at: Set(now + lease),
            attempts: Set(job.attempts + 1),
            ..Default::default()
        };
        Ok(Some(taken.update(tx).await?))
    })
    .await
}

fn due(now: DateTime<Utc>) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(JobState::Waiting))
        .filter(Column::RunAt.lte(now))
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(1)
}

/// Lets the worker that took a job keep it until `until`.
pub(super) async fn renew(db: &Db, job: &Model, until: DateTime<Utc>) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::RunAt, until.into())
        .filter(Column::Id.eq(job.id))
        .filter(Column::Attempts.eq(job.attempts))
        .filter(Column::State.eq(JobState::Waiting))
        .exec(db.single_write())
        .await?;
    Ok(())
}

/// How a job ended.
pub(super) enum End {
    Done,
    Again { at: DateTime<Utc>, error: String },
    GivenUp { error: String },
}

/// Writes how an attempt ended, unless the job was taken by another worker since.
pub(super) async fn finish(db: &Db, job: &Model, now: DateTime<Utc>, end: End) -> Result<(), Error> {
    let (state, run_at, error, finished) = match end {
        End::Done => (JobState::Done, job.run_at, None, Some(now)),
        End::Again { at, error } => (JobState::Waiting, at, Some(error), None),
        End::GivenUp { error } => (JobState::Failed, job.run_at, Some(error), Some(now)),
    };
    let error = error.map(|error| error.chars().take(ERROR_LENGTH).collect::<String>());
    db.write(async |tx| {
        Entity::update_many()
            .col_expr(Column::State, state.into())
            .col_expr(Column::RunAt, run_at.into())
            .col_expr(Column::LastError, error.clone().into())
            .col_expr(Column::FinishedAt, finished.into())
            .filter(Column::Id.eq(job.id))
            .filter(Column::Attempts.eq(job.attempts))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await
}

/// Removes jobs given up whose payload or error names one of some mail addresses; how many.
///
/// # Errors
///
/// When the database fails.
pub async fn forget(tx: &impl ConnectionTrait, addresses: &[String]) -> Result<u64, Error> {
    let given_up = Entity::find().filter(Column::State.eq(JobState::Failed)).all(tx).await?;
    let names = |job: &Model| {
        let told = format!("{} {}", job.payload, job.last_error.as_deref().unwrap_or_default());
        addresses.iter().any(|address| told.contains(address.as_str()))
    };
    let ids: Vec<Uuid> = given_up.iter().filter(|job| names(job)).map(|job| job.id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    Ok(Entity::delete_many().filter(Column::Id.is_in(ids)).exec(tx).await?.rows_affected)
}

/// Removes jobs done long ago. Those given up stay longer for the operator, what they were about, addresses perhaps, goes
/// as soon.
pub(super) async fn clean(db: &Db, now: DateTime<Utc>) -> Result<(), Error> {
    db.write(async |tx| {
        Entity::update_many()
            .col_expr(Column::Payload, Expr::value(serde_json::json!({})))
            .col_expr(Column::LastError, Expr::value(None::<String>))
            .filter(Column::State.eq(JobState::Failed))
            .filter(Column::FinishedAt.lt(now - KEPT))
            .filter(Column::FinishedAt.gte(now - GIVEN_UP_KEPT))
            .exec(tx)
            .await?;
        Entity::delete_many()
            .filter(Column::State.eq(JobState::Failed))
            .filter(Column::FinishedAt.lt(now - GIVEN_UP_KEPT))
            .exec(tx)
            .await?;
        Entity::delete_many()
            .filter(Expr::col(Column::State).eq(JobState::Done))
            .filter(Column::FinishedAt.lt(now - KEPT))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await
}
