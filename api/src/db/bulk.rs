//! Many rows in few statements.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, EntityTrait, Iterable};

use crate::error::Error;

/// Parameters of one statement: `SQLite` takes 32,766, `PostgreSQL` 65,535.
const MAX_PARAMETERS: usize = 32_000;

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
