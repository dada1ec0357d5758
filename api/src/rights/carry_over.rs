//! Copies of and requests to erase two households that are made one.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::carry_over::CarryOver;
use crate::entities::erasures::{self, ErasureState};
use crate::entities::exports;
use crate::error::Error;

/// Carries them over. A request that waits goes over too, and staff decide on it for the household that it is now; where
/// both have asked, the one of the household that goes is taken back.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`] when one of both is about to be erased; those of the database.
pub async fn carry_over(tx: &impl ConnectionTrait, over: &CarryOver) -> Result<(), Error> {
    use erasures::{Column, Entity};

    let both = Column::HouseholdId.is_in([over.kept.0, over.other.0]);
    let in_state = |state: ErasureState| Entity::find().filter(both.clone()).filter(Column::State.eq(state));
    if in_state(ErasureState::Confirmed).count(tx).await? > 0 {
        return Err(Error::ChangedMeanwhile);
    }
    if in_state(ErasureState::Waiting).count(tx).await? > 1 {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(ErasureState::Withdrawn))
            .col_expr(Column::DecidedAt, Expr::value(Some(over.now)))
            .col_expr(Column::DecidedBy, Expr::value(Some(over.by.0)))
            .filter(Column::HouseholdId.eq(over.other.0))
            .filter(Column::State.eq(ErasureState::Waiting))
            .exec(tx)
            .await?;
    }
    over.household::<Entity>(tx, Column::HouseholdId).await?;
    over.household::<exports::Entity>(tx, exports::Column::HouseholdId).await?;
    over.guardians::<exports::Entity>(tx, exports::Column::GuardianId).await?;
    Ok(())
}
