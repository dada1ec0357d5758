//! Seats of limited sessions: locked in id order, as late as possible, never oversold.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::activities::CapacityGroup;
use shared::families::Cycle;
use uuid::Uuid;

use crate::entities::session_capacities::{Column, Entity, Model};

/// Seats that one child takes, or frees below zero.
pub(super) struct Taken {
    pub(super) cycle: Option<Cycle>,
    pub(super) seats: i32,
}

/// Locks the counters of sessions, in id order, so that no two transactions wait for one another. On `SQLite` the
/// transaction is alone already.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    sessions: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Model>, DbErr> {
    let mut counters = Entity::find()
        .filter(Column::SessionId.is_in(sessions))
        .order_by_asc(Column::SessionId)
        .order_by_asc(Column::GroupCode);
    if tx.get_database_backend() == DbBackend::Postgres {
        counters = counters.lock(LockType::Update);
    }
    counters.all(tx).await
}

/// Takes seats; `false` when there are fewer than the facts said, because somebody took them meanwhile. What was
/// changed until then is for the caller to roll back.
///
/// One statement to lock, one for each group and number of seats: bounded by the children of a household.
pub(super) async fn take(
    tx: &DatabaseTransaction,
    taken: &BTreeMap<Uuid, Vec<Taken>>,
) -> Result<bool, DbErr> {
    if taken.is_empty() {
        return Ok(true);
    }
    let mut by_change: BTreeMap<(String, i32), Vec<Uuid>> = BTreeMap::new();
    for counter in lock(tx, taken.keys().copied()).await? {
        let change = change(&counter, taken);
        if change > 0 && counter.taken + change > counter.capacity + counter.extra {
            return Ok(false);
        }
        if change != 0 {
            by_change.entry((counter.group_code, change)).or_default().push(counter.session_id);
        }
    }
    for ((group, change), sessions) in by_change {
        let expected = sessions.len() as u64;
        let after = || Expr::col(Column::Taken).add(change);
        let mut update = Entity::update_many()
            .col_expr(Column::Taken, after())
            .filter(Column::GroupCode.eq(group))
            .filter(Column::SessionId.is_in(sessions));
        if change > 0 {
            update = update.filter(after().lte(Expr::col(Column::Capacity).add(Expr::col(Column::Extra))));
        }
        if update.exec(tx).await?.rows_affected != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

/// By how much a counter changes.
fn change(counter: &Model, taken: &BTreeMap<Uuid, Vec<Taken>>) -> i32 {
    let Some(group) = CapacityGroup::from_code(&counter.group_code) else { return 0 };
    let of_session = taken.get(&counter.session_id).into_iter().flatten();
    of_session.filter(|taken| group.holds(taken.cycle)).map(|taken| taken.seats).sum()
}
