//! Queries of calendars of days.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use shared::ids::{ChildId, HouseholdId};
use uuid::Uuid;

use crate::entities::custodies::{ActiveModel, Column, Entity, Model};
use crate::entities::{children, household_children};
use crate::error::Error;

/// The calendars of children.
pub(super) async fn of_children(db: &impl ConnectionTrait, children: &[Uuid]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::ChildId.is_in(children.iter().copied())).all(db).await
}

/// A child of a household.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn child(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    child: ChildId,
) -> Result<children::Model, Error> {
    let lives = household_children::Entity::find_by_id((household.0, child.0)).one(db).await?;
    lives.ok_or(Error::NotFound)?;
    children::Entity::find_by_id(child.0).one(db).await?.ok_or(Error::NotFound)
}

/// Writes a row whose version is one more than that of the row before it, if that is still there; the first one where there
/// was none.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn write(tx: &impl ConnectionTrait, row: Model) -> Result<(), Error> {
    let written = if row.version == 1 {
        let first = ActiveModel {
            child_id: Set(row.child_id),
            household_id: Set(row.household_id),
            other_household_id: Set(row.other_household_id),
            calendar: Set(row.calendar),
            proposal: Set(row.proposal),
            proposed_by: Set(row.proposed_by),
            proposed_at: Set(row.proposed_at),
            version: Set(1),
        };
        let nobody = OnConflict::column(Column::ChildId).do_nothing().to_owned();
        let inserted =
            Entity::insert(first).on_conflict(nobody).try_insert().exec_without_returning(tx).await?;
        matches!(inserted, sea_orm::TryInsertResult::Inserted(1..))
    } else {
        let updated = Entity::update_many()
            .col_expr(Column::HouseholdId, row.household_id.into())
            .col_expr(Column::OtherHouseholdId, row.other_household_id.into())
            .col_expr(Column::Calendar, Expr::value(row.calendar))
            .col_expr(Column::Proposal, Expr::value(row.proposal))
            .col_expr(Column::ProposedBy, Expr::value(row.proposed_by))
            .col_expr(Column::ProposedAt, Expr::value(row.proposed_at))
            .col_expr(Column::Version, row.version.into())
            .filter(Column::ChildId.eq(row.child_id))
            .filter(Column::Version.eq(row.version - 1))
            .exec(tx)
            .await?;
        updated.rows_affected == 1
    };
    if written { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}
