//! Which documents somebody of the staff sees: all; a referent, those of families whose children go to the schools that
//! their facilities take children from; a reader, none that tells of health.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::ids::{AccountId, ChildId, DocumentId, HouseholdId};
use shared::organisation::Organisation;
use shared::staff::Role;
use uuid::Uuid;

use super::health;
use super::store::{self, WithNames};
use crate::auth::{Require, Scope};
use crate::entities::{documents, household_children};
use crate::error::Error;

/// Somebody of the staff.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) account: AccountId,
    pub(super) role: Role,
}

impl<P> From<&Require<P>> for Reader {
    fn from(staff: &Require<P>) -> Self {
        Self { account: staff.signed_in.account_id, role: staff.role }
    }
}

/// The documents that somebody sees on a day, as a condition on them.
pub(super) async fn condition(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
    day: NaiveDate,
) -> Result<Condition, Error> {
    let known = documents::Column::TypeId.is_in(organisation.documents.iter().map(|kind| kind.id.0));
    let mut all = Condition::all().add(known);
    if !health::is_readable(reader.role) {
        all = all.add(health::condition(organisation).not());
    }
    let scope = Scope::of(db, organisation, (reader.account, reader.role), day).await?;
    let of_household = Condition::all()
        .add(documents::Column::ChildId.is_null())
        .add(scope.on(documents::Column::HouseholdId));
    let of_child = Condition::all()
        .add(documents::Column::ChildId.is_not_null())
        .add(scope.on_child(documents::Column::ChildId));
    Ok(all.add(Condition::any().add(of_child).add(of_household)))
}

/// The children of a household whose documents somebody sees.
///
/// # Errors
///
/// [`Error::NotFound`] when there is no such household, or none of theirs; those of [`Scope::of`].
pub(super) async fn children(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
    day: NaiveDate,
    household: HouseholdId,
) -> Result<Vec<ChildId>, Error> {
    let scope = Scope::of(db, organisation, (reader.account, reader.role), day).await?;
    scope.permit(db, household).await.map_err(|error| match error {
        // where the family is now is told with its file
        Error::HouseholdMerged { .. } => Error::NotFound,
        other => other,
    })?;
    let children: Vec<Uuid> = household_children::Entity::find()
        .select_only()
        .column(household_children::Column::ChildId)
        .filter(household_children::Column::HouseholdId.eq(household.0))
        .filter(scope.on_child(household_children::Column::ChildId))
        .into_tuple()
        .all(db)
        .await?;
    Ok(children.into_iter().map(Into::into).collect())
}

/// The children of a household of whose health somebody may know.
///
/// # Errors
///
/// As [`permit`].
pub async fn health_readable(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    (account, role): (AccountId, Role),
    day: NaiveDate,
    household: HouseholdId,
) -> Result<Vec<ChildId>, Error> {
    if !health::is_readable(role) {
        return Ok(Vec::new());
    }
    children(db, organisation, Reader { account, role }, day, household).await
}

/// A document that somebody sees.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn one(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
    day: NaiveDate,
    id: DocumentId,
) -> Result<WithNames, Error> {
    let seen = condition(db, organisation, reader, day).await?;
    let found = store::with_names(db, seen.add(documents::Column::Id.eq(id.0)), 1).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// Makes sure that somebody of the staff sees a document: others do not exist for whoever asks.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub async fn permit(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    (account, role): (AccountId, Role),
    day: NaiveDate,
    id: DocumentId,
) -> Result<(), Error> {
    one(db, organisation, Reader { account, role }, day, id).await.map(drop)
}
