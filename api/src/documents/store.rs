//! Queries of documents.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::ids::{DocumentId, HouseholdId};
use shared::wire::DocumentDecision;
use uuid::Uuid;

use crate::entities::documents::{self, Column, Entity, Model};
use crate::entities::{children, guardians, households};
use crate::error::Error;

/// A document of a household.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn of_household(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    id: DocumentId,
) -> Result<Model, Error> {
    let row = Entity::find_by_id(id.0).filter(Column::HouseholdId.eq(household.0)).one(db).await?;
    row.ok_or(Error::NotFound)
}

/// Documents of the same household, type, person and school year as `row`, itself left out.
pub(super) async fn beside(tx: &impl ConnectionTrait, row: &Model) -> Result<Vec<Model>, Error> {
    let same = |column: Column, id: Option<Uuid>| match id {
        Some(id) => column.eq(id),
        None => column.is_null(),
    };
    let year = match &row.school_year {
        Some(year) => Column::SchoolYear.eq(year.as_str()),
        None => Column::SchoolYear.is_null(),
    };
    let rows = Entity::find()
        .filter(Column::HouseholdId.eq(row.household_id))
        .filter(Column::TypeId.eq(row.type_id))
        .filter(same(Column::GuardianId, row.guardian_id))
        .filter(same(Column::ChildId, row.child_id))
        .filter(year)
        .filter(Column::Id.ne(row.id))
        .order_by_asc(Column::Id)
        .all(tx)
        .await?;
    Ok(rows)
}

/// Writes a document down.
pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), Error> {
    let row: documents::ActiveModel = row.into();
    Entity::insert(row.reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Removes a row.
pub(super) async fn delete(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), Error> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Writes down what staff said of a row, if it has still that version. With another end, the family is reminded again.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn decide(
    tx: &impl ConnectionTrait,
    row: &Model,
    version: i32,
    decision: &DocumentDecision,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (verdict, reason, expires_on) = match decision {
        DocumentDecision::Accepted { expires_on } => (documents::Verdict::Accepted, None, *expires_on),
        DocumentDecision::Refused { reason } => (documents::Verdict::Refused, Some(reason.as_str()), None),
    };
    // the family was told of another end
    let reminded_at = row.reminded_at.filter(|_| row.expires_on == expires_on);
    let written = Entity::update_many()
        .col_expr(Column::Verdict, verdict.into())
        .col_expr(Column::Reason, reason.into())
        .col_expr(Column::ExpiresOn, expires_on.into())
        .col_expr(Column::DecidedAt, Some(now).into())
        .col_expr(Column::RemindedAt, reminded_at.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

/// A document with those it is about.
pub(super) struct WithNames {
    pub(super) row: Model,
    pub(super) household_name: String,
    /// First and last name.
    pub(super) person: Option<String>,
}

/// Documents with those they are about, the oldest first.
pub(super) async fn with_names(
    db: &impl ConnectionTrait,
    which: Condition,
    limit: u64,
) -> Result<Vec<WithNames>, Error> {
    let rows = Entity::find()
        .find_also_related(households::Entity)
        .find_also_related(children::Entity)
        .filter(which)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let about = rows.iter().filter_map(|(row, _, _)| row.guardian_id);
    let guardians = guardians::Entity::find().filter(guardians::Column::Id.is_in(about)).all(db).await?;
    let shown = rows.into_iter().map(|(row, household, child)| {
        let guardian = guardians.iter().find(|guardian| Some(guardian.id) == row.guardian_id);
        let guardian = guardian.map(|guardian| (guardian.first_name.clone(), guardian.last_name.clone()));
        let person = child.map(|child| (child.first_name, child.last_name)).or(guardian);
        WithNames {
            row,
            household_name: household.map(|household| household.name).unwrap_or_default(),
            person: person.map(|(first, last)| format!("{first} {last}")),
        }
    });
    Ok(shown.collect())
}

/// Those of `keys` that no row names.
pub(super) async fn nameless(db: &impl ConnectionTrait, keys: &[String]) -> Result<Vec<String>, Error> {
    let named: Vec<String> = Entity::find()
        .select_only()
        .column(Column::ObjectKey)
        .filter(Column::ObjectKey.is_in(keys.iter().map(String::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(keys.iter().filter(|key| !named.contains(key)).cloned().collect())
}
