//! Whether somebody of the staff works for a family, for features that ask by the subject.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::ids::{AccountId, ChangeRequestId, HouseholdId};
use shared::organisation::Organisation;
use shared::staff::Role;

use crate::auth::Scope;
use crate::entities::change_requests;
use crate::error::Error;

/// Makes sure that a household is one that somebody of the staff works for on a day: others do not exist for whoever asks.
///
/// # Errors
///
/// As [`Scope::of`] and [`Scope::permit`].
pub async fn permit(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    who: (AccountId, Role),
    day: NaiveDate,
    household: HouseholdId,
) -> Result<(), Error> {
    Scope::of(db, organisation, who, day).await?.permit(db, household).await
}

/// The same of a change request, decided or not.
///
/// # Errors
///
/// As [`permit`].
pub async fn permit_change_request(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    who: (AccountId, Role),
    day: NaiveDate,
    id: ChangeRequestId,
) -> Result<(), Error> {
    let row = change_requests::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)?;
    permit(db, organisation, who, day, row.household_id.into()).await
}
