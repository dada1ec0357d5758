//! Queries of staff.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::ids::AccountId;
use shared::staff::Role;
use shared::wire::{StaffMember, StaffMemberUpdate};
use uuid::Uuid;

use crate::db::bulk::insert_all;
use crate::entities::{accounts, second_factors, staff, staff_facilities};
use crate::error::Error;

/// All who work for the organisation, with the versions of their rows, by name; or one of them. Three statements.
pub(super) async fn members(
    db: &impl ConnectionTrait,
    only: Option<Uuid>,
) -> Result<Vec<(StaffMember, i32)>, Error> {
    let mut rows = staff::Entity::find()
        .find_also_related(accounts::Entity)
        .order_by_asc(staff::Column::LastName)
        .order_by_asc(staff::Column::FirstName)
        .order_by_asc(staff::Column::AccountId);
    let mut places = staff_facilities::Entity::find().order_by_asc(staff_facilities::Column::FacilityId);
    if let Some(only) = only {
        rows = rows.filter(staff::Column::AccountId.eq(only));
        places = places.filter(staff_facilities::Column::AccountId.eq(only));
    }
    let rows = rows.all(db).await?;
    let mut facilities: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
    for place in places.all(db).await? {
        facilities.entry(place.account_id).or_default().push(place.facility_id.into());
    }
    let by_code: BTreeSet<Uuid> = second_factors::Entity::find()
        .filter(second_factors::Column::ConfirmedAt.is_not_null())
        .filter(second_factors::Column::AccountId.is_in(rows.iter().map(|(member, _)| member.account_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|factor| factor.account_id)
        .collect();
    let show = |(member, account): (staff::Model, Option<accounts::Model>)| {
        let account = account.ok_or_else(|| Error::internal("staff without an account"))?;
        let shown = StaffMember {
            id: account.id.into(),
            has_password: account.password_hash.is_some(),
            email: account.email,
            first_name: member.first_name,
            last_name: member.last_name,
            role: Role::from_code(&member.role).ok_or_else(|| Error::internal("an unknown role"))?,
            facilities: facilities.remove(&member.account_id).unwrap_or_default(),
            second_factor: by_code.contains(&member.account_id),
        };
        Ok((shown, member.version))
    };
    rows.into_iter().map(show).collect()
}

/// One of them, with the version of the row.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn member(db: &impl ConnectionTrait, id: AccountId) -> Result<(StaffMember, i32), Error> {
    members(db, Some(id.0)).await?.pop().ok_or(Error::NotFound)
}

/// Makes sure that somebody else is an administrator. Locks the rows of all: of two who step down at once, the second
/// sees the first.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `role`; those of the database.
pub(super) async fn another_administrator(tx: &impl ConnectionTrait, than: AccountId) -> Result<(), Error> {
    let administrators = staff::Entity::find()
        .filter(staff::Column::Role.eq(Role::Administrator.code()))
        .order_by_asc(staff::Column::AccountId)
        .lock_exclusive()
        .all(tx)
        .await?;
    if administrators.iter().any(|member| member.account_id != than.0) {
        return Ok(());
    }
    Err(Error::invalid("role", "last_administrator", "somebody must stay one"))
}

/// Gives an account a role.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    id: AccountId,
    member: &StaffMemberUpdate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = staff::ActiveModel {
        account_id: Set(id.0),
        first_name: Set(member.first_name.clone()),
        last_name: Set(member.last_name.clone()),
        role: Set(member.role.code().to_owned()),
        created_at: Set(now),
        version: Set(1),
    };
    staff::Entity::insert(row).exec_without_returning(tx).await?;
    insert_facilities(tx, id, member).await
}

/// Replaces what is known of somebody, if the row has still that version.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn update(
    tx: &impl ConnectionTrait,
    id: AccountId,
    version: i32,
    member: &StaffMemberUpdate,
) -> Result<(), Error> {
    let written = staff::Entity::update_many()
        .col_expr(staff::Column::FirstName, member.first_name.as_str().into())
        .col_expr(staff::Column::LastName, member.last_name.as_str().into())
        .col_expr(staff::Column::Role, member.role.code().into())
        .col_expr(staff::Column::Version, Expr::col(staff::Column::Version).add(1))
        .filter(staff::Column::AccountId.eq(id.0))
        .filter(staff::Column::Version.eq(version))
        .exec(tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(Error::ChangedMeanwhile);
    }
    remove_facilities(tx, id).await?;
    insert_facilities(tx, id, member).await
}

/// Takes a role away, if the row has still that version.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn delete(tx: &impl ConnectionTrait, id: AccountId, version: i32) -> Result<(), Error> {
    remove_facilities(tx, id).await?;
    let removed = staff::Entity::delete_many()
        .filter(staff::Column::AccountId.eq(id.0))
        .filter(staff::Column::Version.eq(version))
        .exec(tx)
        .await?;
    if removed.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}

async fn insert_facilities(
    tx: &impl ConnectionTrait,
    id: AccountId,
    member: &StaffMemberUpdate,
) -> Result<(), Error> {
    let rows = member.facilities.iter().map(|facility| staff_facilities::ActiveModel {
        account_id: Set(id.0),
        facility_id: Set(facility.0),
    });
    insert_all(tx, rows.collect(), None).await
}

async fn remove_facilities(tx: &impl ConnectionTrait, id: AccountId) -> Result<(), DbErr> {
    staff_facilities::Entity::delete_many()
        .filter(staff_facilities::Column::AccountId.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
