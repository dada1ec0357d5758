//! Copies of and requests to erase two households that are made one.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::ids::HouseholdId;

use crate::carry_over::CarryOver;
use crate::entities::erasures::{self, ErasureState};
use crate::entities::exports;
use crate::error::Error;

/// Makes sure that neither is asked to be erased: what staff were shown would become more by the other one. A merge waits
/// until an administrator has decided.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `field`: `erasure_asked`; those of the database.
pub async fn not_to_be_erased(
    db: &impl ConnectionTrait,
    field: &str,
    households: [HouseholdId; 2],
) -> Result<(), Error> {
    let asked = erasures::Entity::find()
        .filter(erasures::Column::HouseholdId.is_in(households.map(|id| id.0)))
        .filter(erasures::Column::State.is_in([ErasureState::Waiting, ErasureState::Confirmed]));
    if asked.count(db).await? > 0 {
        return Err(Error::invalid(
            field,
            "erasure_asked",
            "one of both is asked to be erased: decide first",
        ));
    }
    Ok(())
}

/// Carries them over: of requests to erase only those that have ended.
///
/// # Errors
///
/// As [`not_to_be_erased`].
pub async fn carry_over(tx: &impl ConnectionTrait, over: &CarryOver) -> Result<(), Error> {
    not_to_be_erased(tx, "other_id", [over.kept, over.other]).await?;
    over.household::<erasures::Entity>(tx, erasures::Column::HouseholdId).await?;
    over.household::<exports::Entity>(tx, exports::Column::HouseholdId).await?;
    over.guardians::<exports::Entity>(tx, exports::Column::GuardianId).await?;
    Ok(())
}
