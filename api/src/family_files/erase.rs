//! Taking a household's names and answers out of the database. The rows that bookings name stay, empty.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::ids::HouseholdId;
use uuid::Uuid;

use super::export::living_elsewhere_too;
use super::store;
use crate::entities::{
    change_requests, child_departures, child_grades, children, family_files, guardians, health_records,
    household_children, household_guardians, household_notes, households, merged_records,
};
use crate::error::Error;

/// Stands where a name was.
pub const NOBODY: &str = "—";

/// Who was erased with a household.
#[derive(Clone, Debug, Default)]
pub struct ErasedFamily {
    /// Accounts of guardians who belong to no other household.
    pub accounts: Vec<Uuid>,
    /// The mail addresses that the organisation knew of them.
    pub addresses: Vec<String>,
    /// Guardians who belong to no other household.
    pub guardians: Vec<Uuid>,
    /// Children who live in no other household.
    pub children: Vec<Uuid>,
    /// Records of health.
    pub health: u64,
    /// Change requests.
    pub change_requests: u64,
    /// Notes of staff.
    pub notes: u64,
}

/// Erases what the file tells, the health of children, change requests and notes. Whoever belongs to another household too
/// stays there as they are.
///
/// # Errors
///
/// Those of the database.
pub async fn erase(tx: &impl ConnectionTrait, household: HouseholdId) -> Result<ErasedFamily, Error> {
    let of_household: Vec<Uuid> =
        store::children(tx, household.0).await?.into_iter().map(|(child, _)| child.id).collect();
    let elsewhere = living_elsewhere_too(tx, household, &of_household).await?;
    let children: Vec<Uuid> = of_household.into_iter().filter(|id| !elsewhere.contains(id)).collect();
    let members = store::guardians(tx, household.0).await?;
    let also = household_guardians::Entity::find()
        .filter(household_guardians::Column::GuardianId.is_in(members.iter().map(|(row, _)| row.id)))
        .filter(household_guardians::Column::HouseholdId.ne(household.0))
        .all(tx)
        .await?;
    let gone = members.into_iter().map(|(row, _)| row);
    let gone: Vec<guardians::Model> =
        gone.filter(|row| !also.iter().any(|other| other.guardian_id == row.id)).collect();
    let mut erased = ErasedFamily {
        accounts: gone.iter().filter_map(|row| row.account_id).collect(),
        addresses: gone.iter().filter_map(|row| row.email.clone()).collect(),
        guardians: gone.iter().map(|row| row.id).collect(),
        ..ErasedFamily::default()
    };
    erased.change_requests = change_requests::Entity::delete_many()
        .filter(change_requests::Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?
        .rows_affected;
    erased.notes = household_notes::Entity::delete_many()
        .filter(household_notes::Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?
        .rows_affected;
    erased.health = forget_children(tx, &children).await?;
    forget_guardians(tx, &erased.guardians).await?;
    empty_household(tx, household).await?;
    erased.children = children;
    Ok(erased)
}

/// Empties children, removes their health, schooling and departures; how many records of health. What they are imported
/// under is forgotten too, also of those who were made one with them.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn forget_children(tx: &impl ConnectionTrait, children: &[Uuid]) -> Result<u64, Error> {
    if children.is_empty() {
        return Ok(0);
    }
    let of_children = || children.iter().copied();
    let health = health_records::Entity::delete_many()
        .filter(health_records::Column::ChildId.is_in(of_children()))
        .exec(tx)
        .await?
        .rows_affected;
    forget_external_ids(tx, children).await?;
    child_grades::Entity::delete_many()
        .filter(child_grades::Column::ChildId.is_in(of_children()))
        .exec(tx)
        .await?;
    child_departures::Entity::delete_many()
        .filter(child_departures::Column::ChildId.is_in(of_children()))
        .exec(tx)
        .await?;
    // the day of birth is a name too
    let birth_date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default();
    children::Entity::update_many()
        .col_expr(children::Column::FirstName, NOBODY.into())
        .col_expr(children::Column::LastName, NOBODY.into())
        .col_expr(children::Column::BirthDate, birth_date.into())
        .col_expr(children::Column::ExternalId, None::<String>.into())
        .col_expr(children::Column::Details, Expr::value(json!({})))
        .filter(children::Column::Id.is_in(of_children()))
        .exec(tx)
        .await?;
    Ok(health)
}

/// Empties guardians. An account of theirs is no guardian's any more.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn forget_guardians(tx: &impl ConnectionTrait, gone: &[Uuid]) -> Result<(), Error> {
    if gone.is_empty() {
        return Ok(());
    }
    forget_external_ids(tx, gone).await?;
    guardians::Entity::update_many()
        .col_expr(guardians::Column::FirstName, NOBODY.into())
        .col_expr(guardians::Column::LastName, NOBODY.into())
        .col_expr(guardians::Column::ExternalId, None::<String>.into())
        .col_expr(guardians::Column::AccountId, None::<Uuid>.into())
        .col_expr(guardians::Column::AccountClosedAt, None::<DateTime<Utc>>.into())
        .col_expr(guardians::Column::Email, None::<String>.into())
        .col_expr(guardians::Column::Phone, None::<String>.into())
        .col_expr(guardians::Column::Details, Expr::value(json!({})))
        .filter(guardians::Column::Id.is_in(gone.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets under what they were imported who were made one with somebody.
pub(super) async fn forget_external_ids(tx: &impl ConnectionTrait, gone: &[Uuid]) -> Result<(), Error> {
    merged_records::Entity::update_many()
        .col_expr(merged_records::Column::ExternalId, None::<String>.into())
        .filter(merged_records::Column::NewId.is_in(gone.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn empty_household(tx: &impl ConnectionTrait, household: HouseholdId) -> Result<(), Error> {
    forget_external_ids(tx, &[household.0]).await?;
    family_files::Entity::delete_many()
        .filter(family_files::Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    household_guardians::Entity::delete_many()
        .filter(household_guardians::Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    household_children::Entity::delete_many()
        .filter(household_children::Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    households::Entity::update_many()
        .col_expr(households::Column::Name, NOBODY.into())
        .col_expr(households::Column::ExternalId, None::<String>.into())
        .col_expr(households::Column::Details, Expr::value(json!({})))
        .filter(households::Column::Id.eq(household.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Households that still have somebody in them, as a condition on a column that holds the id of one: those erased have not.
pub fn inhabited(column: impl ColumnTrait) -> Condition {
    let guardians = Query::select()
        .column(household_guardians::Column::HouseholdId)
        .from(household_guardians::Entity)
        .to_owned();
    let children = Query::select()
        .column(household_children::Column::HouseholdId)
        .from(household_children::Entity)
        .to_owned();
    Condition::any().add(column.in_subquery(guardians)).add(column.in_subquery(children))
}
