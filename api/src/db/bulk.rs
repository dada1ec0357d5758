//! Many rows in few statements.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable,
    QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::Db;
use crate::error::Error;

/// Parameters of one statement: `SQLite` takes 32,766, `PostgreSQL` 65,535.
const MAX_PARAMETERS: usize = 32_000;

/// Rows that one transaction removes when many are removed: others get their turn between two.
pub const BATCH: u64 = 500;

/// Removes the rows that fit `which`, batch by batch, told apart by `id`; how many.
///
/// # Errors
/// Those of the database.
pub async fn delete_in_batches<E>(db: &Db, id: E::Column, which: Condition) -> Result<u64, Error>
where
    E: EntityTrait,
{
    let mut removed = 0;
    loop {
        // looked for without a write lock first: where there is nothing to do nobody is kept waiting
        let some = E::find().select_only().column(id).filter(which.clone()).into_tuple::<Uuid>();
        if some.one(db.reader()).await?.is_none() {
            return Ok(removed);
        }
        let batch = db
            .write(async |tx| {
                let ids: Vec<Uuid> = E::find()
                    .select_only()
                    .column(id)
                    .filter(which.clone())
                    .limit(BATCH)
                    .into_tuple()
                    .all(tx)
                    .await?;
                if ids.is_empty() {
                    return Ok(0);
                }
                Ok(E::delete_many().filter(id.is_in(ids)).exec(tx).await?.rows_affected)
            })
            .await?;
        if batch == 0 {
            return Ok(removed);
        }
        removed += batch;
    }
}

/// How many rows of a width fit one statement.
#[must_use]
pub fn rows_per_statement(columns: usize) -> usize {
    (MAX_PARAMETERS / columns.max(1)).max(1)
}

/// Inserts rows, as many as fit in each statement; what conflicts as `on_conflict` says stays as it is.
///
/// # Errors
/// Those of the database.
pub async fn insert_all<A>(
    connection: &impl ConnectionTrait,
    rows: Vec<A>,
    on_conflict: Option<OnConflict>,
) -> Result<(), Error>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Column: Iterable,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(rows_per_statement(columns)).collect();
        let insert = A::Entity::insert_many(chunk);
        match &on_conflict {
            None => insert.exec_without_returning(connection).await?,
            Some(on_conflict) => {
                insert.on_conflict(on_conflict.clone()).exec_without_returning(connection).await?
            }
        };
    }
    Ok(())
}
