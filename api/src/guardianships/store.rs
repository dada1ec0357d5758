//! Queries of the guardians of households, and of where children live.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use shared::guardianships::GuardianRoles;
use shared::ids::{AccountId, GuardianId, HouseholdId};
use uuid::Uuid;

use crate::documents;
use crate::entities::{
    accounts, children, guardians, household_children, household_guardians, households, messages,
};
use crate::error::Error;
use crate::family_files::{carry_over_changes_about, forget_guardian, withdraw_changes_about};

/// A guardian with the place in a household.
pub(super) type Member = (guardians::Model, household_guardians::Model);

/// The guardians of a household, those who came first first.
pub(super) async fn members(db: &impl ConnectionTrait, household: HouseholdId) -> Result<Vec<Member>, DbErr> {
    let rows = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.eq(household.0))
        .order_by_asc(guardians::Column::CreatedAt)
        .order_by_asc(guardians::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(member, guardian)| Some((guardian?, member))).collect())
}

/// The open accounts of the guardians of a household.
pub(super) async fn accounts(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<AccountId>, DbErr> {
    let ids = members(db, household).await?.into_iter().filter_map(|(guardian, _)| guardian.account_id);
    let open = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(ids))
        .filter(accounts::Column::ClosedAt.is_null())
        .order_by_asc(accounts::Column::Id)
        .all(db)
        .await?;
    Ok(open.into_iter().map(|row| row.id.into()).collect())
}

/// With which address each guardian of a household signs in.
pub(super) async fn addresses(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<(GuardianId, String)>, DbErr> {
    let members = members(db, household).await?;
    let ids = members.iter().filter_map(|(guardian, _)| guardian.account_id);
    let rows = accounts::Entity::find().filter(accounts::Column::Id.is_in(ids)).all(db).await?;
    let of = |account: Uuid| rows.iter().find(|row| row.id == account).map(|row| row.email.clone());
    let known =
        members.iter().filter_map(|(guardian, _)| Some((guardian.id.into(), of(guardian.account_id?)?)));
    Ok(known.collect())
}

/// The children of a household, the eldest first.
pub(super) async fn children_of(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<children::Model>, DbErr> {
    let rows = household_children::Entity::find()
        .find_also_related(children::Entity)
        .filter(household_children::Column::HouseholdId.eq(household.0))
        .order_by_asc(children::Column::BirthDate)
        .order_by_asc(children::Column::FirstName)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(_, child)| child).collect())
}

/// A guardian by its id.
pub(super) async fn guardian(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<guardians::Model>, DbErr> {
    guardians::Entity::find_by_id(id).one(db).await
}

/// Whether whoever reads the mail of an address may become a guardian of a household who has no account: the household has
/// told of this guardian alone. One whom the organisation knows by another address, or in another household too, staff invite.
pub(super) async fn may_become(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    guardian: &guardians::Model,
    email: &str,
) -> Result<bool, DbErr> {
    let homes = household_guardians::Entity::find()
        .filter(household_guardians::Column::GuardianId.eq(guardian.id))
        .all(db)
        .await?;
    let only_here = matches!(homes.as_slice(), [home] if home.household_id == household.0);
    Ok(only_here && guardian.email.as_ref().is_none_or(|known| known == email))
}

/// A household.
pub(super) async fn household(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<households::Model, Error> {
    households::Entity::find_by_id(household.0).one(db).await?.ok_or(Error::NotFound)
}

/// Makes a guardian one of a household, who may book and fetch; nothing when they are.
pub(super) async fn add_member(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    guardian: GuardianId,
) -> Result<(), DbErr> {
    let key = (household.0, guardian.0);
    if household_guardians::Entity::find_by_id(key).one(tx).await?.is_none() {
        let row = household_guardians::ActiveModel {
            household_id: Set(household.0),
            guardian_id: Set(guardian.0),
            may_book: Set(true),
            may_pick_up: Set(true),
        };
        household_guardians::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Takes a guardian out of a household.
pub(super) async fn remove_member(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    guardian: GuardianId,
) -> Result<(), Error> {
    // what waits about somebody who is gone, nobody can decide
    withdraw_changes_about(tx, household, guardian).await?;
    household_guardians::Entity::delete_by_id((household.0, guardian.0)).exec(tx).await?;
    Ok(())
}

/// Lets what a household told of a guardian without an account belong to another who is the same person, and forgets the
/// first, of whom nobody else tells anything.
pub(super) async fn absorb(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    double: GuardianId,
    guardian: GuardianId,
) -> Result<(), Error> {
    let same = (guardian, double);
    documents::carry_over_guardian(tx, household, same).await?;
    // messages stand above: what they tell of a child rests on the planning, and that on whose its days are
    messages::Entity::update_many()
        .col_expr(messages::Column::GuardianId, guardian.0.into())
        .filter(messages::Column::GuardianId.eq(double.0))
        .filter(messages::Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    carry_over_changes_about(tx, household, same).await?;
    households::Entity::update_many()
        .col_expr(households::Column::PayerId, Some(guardian.0).into())
        .filter(households::Column::PayerId.eq(double.0))
        .filter(households::Column::Id.eq(household.0))
        .exec(tx)
        .await?;
    remove_member(tx, household, double).await?;
    forget_guardian(tx, double).await
}

/// Writes who pays, and one version more of the roles, if they have still the one that was read.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn set_payer(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    version: i32,
    payer: Option<GuardianId>,
) -> Result<(), Error> {
    use households::Column;
    let written = households::Entity::update_many()
        .col_expr(Column::PayerId, payer.map(Uuid::from).into())
        .col_expr(Column::RolesVersion, (version + 1).into())
        .filter(Column::Id.eq(household.0))
        .filter(Column::RolesVersion.eq(version))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

/// Writes whether a guardian may book and fetch.
pub(super) async fn set_roles(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    roles: &GuardianRoles,
) -> Result<(), DbErr> {
    use household_guardians::Column;
    household_guardians::Entity::update_many()
        .col_expr(Column::MayBook, roles.may_book.into())
        .col_expr(Column::MayPickUp, roles.may_pick_up.into())
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::GuardianId.eq(roles.guardian_id.0))
        .exec(tx)
        .await?;
    Ok(())
}
