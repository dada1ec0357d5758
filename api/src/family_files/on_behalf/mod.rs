//! Staff make households, and complete and correct their files on behalf of families: what they write holds at once, and
//! the history tells who wrote it.

mod address;
mod create;
mod departure;
mod edit;
mod form;
mod members;
mod perhaps_same;
mod remove;

pub use address::{NewAddress, set_address};
pub(super) use create::create_household;
pub(super) use departure::update_child_departure;
pub(super) use edit::update_family_file_of_household;
pub(super) use form::get_household_form;
pub(super) use members::{create_child_of_household, create_guardian_of_household};
pub(super) use perhaps_same::perhaps_same;
pub(super) use remove::{remove_child, remove_guardian};

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;

use super::family::Family;
use crate::auth::{EditFamilies, Require, lock_household};
use crate::error::Error;

/// Whom a deed is about that brings somebody in: nobody of the household's yet.
pub const NOBODY_YET: FileSubject = FileSubject::Household;

/// The family of a household in reach, its row locked, to write about `subject`: of a child, that a referent may edit it.
///
/// # Errors
///
/// As [`Scope::permit`] and [`Scope::permit_edit`]; [`Error::NotFound`] of a household that was erased.
pub async fn in_reach(
    tx: &impl ConnectionTrait,
    organisation: &Organisation,
    staff: &Require<EditFamilies>,
    (household, subject): (HouseholdId, FileSubject),
    now: DateTime<Utc>,
) -> Result<Family, Error> {
    let scope = staff.scope(tx, organisation, now).await?;
    scope.permit(tx, household).await?;
    lock_household(tx, household).await?;
    let family = Family::load(tx, household).await?;
    // of one that was erased a row without people stays
    if family.guardians.is_empty() && family.children.is_empty() {
        return Err(Error::NotFound);
    }
    if let FileSubject::Child(child) = subject {
        family.child(child)?;
        scope.permit_edit(tx, child).await?;
    }
    Ok(family)
}
