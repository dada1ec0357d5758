//! Which documents somebody of the staff sees: all; a referent, those of families whose children go to the schools that
//! their facilities take children from.

use chrono::NaiveDate;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait,
};
use shared::ids::{AccountId, ChildId, DocumentId, HouseholdId};
use shared::organisation::Organisation;
use shared::staff::Role;
use uuid::Uuid;

use super::store::{self, WithNames};
use crate::auth::Require;
use crate::entities::{child_grades, documents, household_children, households, staff_facilities};
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

/// The schools whose children a referent works for; none: those of every school.
async fn schools(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
) -> Result<Option<Vec<Uuid>>, Error> {
    if !reader.role.has_facilities() {
        return Ok(None);
    }
    let facilities: Vec<Uuid> = staff_facilities::Entity::find()
        .select_only()
        .column(staff_facilities::Column::FacilityId)
        .filter(staff_facilities::Column::AccountId.eq(reader.account.0))
        .into_tuple()
        .all(db)
        .await?;
    let facilities: Vec<_> = facilities.into_iter().map(Into::into).collect();
    let served = organisation.schools_served(&facilities);
    Ok(served.map(|schools| schools.into_iter().map(|school| school.0).collect()))
}

/// Children who go to some schools; a family that has left is another's affair.
fn children_of(
    schools: Vec<Uuid>,
    organisation: &Organisation,
    day: NaiveDate,
) -> Result<SelectStatement, Error> {
    let year = organisation.calendar.school_year(day).map_err(|_| Error::DayOutsideCalendar { day })?;
    let children = child_grades::Entity::find()
        .select_only()
        .column(child_grades::Column::ChildId)
        .filter(child_grades::Column::SchoolYear.gte(year.to_string()))
        .filter(child_grades::Column::SchoolId.is_in(schools));
    Ok(children.into_query())
}

/// The documents that somebody sees on a day, as a condition on them.
pub(super) async fn condition(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
    day: NaiveDate,
) -> Result<Condition, Error> {
    let known = documents::Column::TypeId.is_in(organisation.documents.iter().map(|kind| kind.id.0));
    let all = Condition::all().add(known);
    let Some(schools) = schools(db, organisation, reader).await? else { return Ok(all) };
    let children = children_of(schools, organisation, day)?;
    let households = household_children::Entity::find()
        .select_only()
        .column(household_children::Column::HouseholdId)
        .filter(household_children::Column::ChildId.in_subquery(children.clone()))
        .into_query();
    let of_household = Condition::all()
        .add(documents::Column::ChildId.is_null())
        .add(documents::Column::HouseholdId.in_subquery(households));
    Ok(all.add(Condition::any().add(documents::Column::ChildId.in_subquery(children)).add(of_household)))
}

/// The children of a household whose documents somebody sees.
///
/// # Errors
///
/// [`Error::NotFound`] when there is no such household, or none of theirs; those of the database.
pub(super) async fn children(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
    day: NaiveDate,
    household: HouseholdId,
) -> Result<Vec<ChildId>, Error> {
    let schools = schools(db, organisation, reader).await?;
    let mut query = household_children::Entity::find()
        .select_only()
        .column(household_children::Column::ChildId)
        .filter(household_children::Column::HouseholdId.eq(household.0));
    let of_all = schools.is_none();
    if let Some(schools) = schools {
        let served = children_of(schools, organisation, day)?;
        query = query.filter(household_children::Column::ChildId.in_subquery(served));
    }
    let children: Vec<Uuid> = query.into_tuple().all(db).await?;
    let there = if of_all {
        households::Entity::find_by_id(household.0).count(db).await? == 1
    } else {
        !children.is_empty()
    };
    if there { Ok(children.into_iter().map(Into::into).collect()) } else { Err(Error::NotFound) }
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
