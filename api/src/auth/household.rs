//! Which households an account acts for. Those of others do not exist for it.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use shared::ids::{AccountId, GuardianId, HouseholdId};
use uuid::Uuid;

use crate::entities::{guardians, household_guardians, households, merged_records};
use crate::error::Error;

/// An account's right on a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseholdAccess {
    /// The household.
    pub household_id: HouseholdId,
    /// As which of its guardians the account acts.
    pub guardian_id: GuardianId,
    /// Whether it may book, or only look.
    pub may_book: bool,
}

impl HouseholdAccess {
    /// Goes on only for a guardian who may book, hence decide for the household; others may look.
    ///
    /// # Errors
    ///
    /// [`Error::NotPermitted`] for those who may only look.
    pub fn require_booking(&self) -> Result<(), Error> {
        if self.may_book { Ok(()) } else { Err(Error::NotPermitted) }
    }
}

/// The right of an account on a household.
///
/// # Errors
///
/// [`Error::NotFound`] when the account is no guardian of it, whether it exists or not.
pub async fn household(
    db: &impl ConnectionTrait,
    account: AccountId,
    household: HouseholdId,
) -> Result<HouseholdAccess, Error> {
    let found: Option<(Uuid, bool)> = household_guardians::Entity::find()
        .select_only()
        .column(household_guardians::Column::GuardianId)
        .column(household_guardians::Column::MayBook)
        .join(JoinType::InnerJoin, household_guardians::Relation::Guardian.def())
        .filter(household_guardians::Column::HouseholdId.eq(Uuid::from(household)))
        .filter(guardians::Column::AccountId.eq(Uuid::from(account)))
        .into_tuple()
        .one(db)
        .await?;
    let (guardian_id, may_book) = found.ok_or(Error::NotFound)?;
    Ok(HouseholdAccess { household_id: household, guardian_id: guardian_id.into(), may_book })
}

/// The household that one was made one with, if it was.
///
/// # Errors
///
/// Those of the database.
pub async fn merged_into(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Option<HouseholdId>, DbErr> {
    let row = merged_records::Entity::find_by_id(household.0).one(db).await?;
    Ok(row.filter(|row| row.kind == merged_records::Kind::Household).map(|row| row.new_id.into()))
}

/// Locks a household: what is done for it is done one after the other. Rows that refer to it may still be written.
///
/// # Errors
///
/// Those of the database.
pub async fn lock_household(tx: &impl ConnectionTrait, household: HouseholdId) -> Result<(), DbErr> {
    let row = households::Entity::find_by_id(household.0).select_only().column(households::Column::Id);
    row.lock(LockType::NoKeyUpdate).into_tuple::<Uuid>().one(tx).await?;
    Ok(())
}
