//! Change requests about a guardian who leaves a household, or is the same person as another of it.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::ids::{GuardianId, HouseholdId};

use crate::entities::change_requests::{ChangeState, Column, Entity};
use crate::error::Error;

/// Withdraws what waits about somebody who is no more of a household: nobody could decide it.
///
/// # Errors
///
/// Those of the database.
pub async fn withdraw_changes_about(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    guardian: GuardianId,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ChangeState::Withdrawn))
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::SubjectId.eq(guardian.0))
        .filter(Column::State.eq(ChangeState::Waiting))
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets what a household asked about a guardian be about another who is the same person.
///
/// # Errors
///
/// Those of the database.
pub async fn carry_over_changes_about(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    (kept, other): (GuardianId, GuardianId),
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::SubjectId, kept.0.into())
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::SubjectId.eq(other.0))
        .exec(tx)
        .await?;
    Ok(())
}
