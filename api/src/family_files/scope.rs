//! Which families somebody of the staff works for: all, or those whose children a referent's facilities serve.

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait, RelationTrait,
};
use shared::ids::{AccountId, ChangeRequestId, HouseholdId};
use shared::organisation::Organisation;
use shared::staff::Role;
use uuid::Uuid;

use crate::auth::merged_into;
use crate::entities::{
    change_requests, child_grades, children, household_children, households, staff_facilities,
};
use crate::error::Error;

/// The schools of the families in reach; `None`: all families.
pub struct Scope(Option<Vec<Uuid>>);

impl Scope {
    /// That of an account in a role.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(
        db: &impl ConnectionTrait,
        organisation: &Organisation,
        account: AccountId,
        role: Role,
    ) -> Result<Self, Error> {
        if !role.has_facilities() {
            return Ok(Self(None));
        }
        let facilities: Vec<Uuid> = staff_facilities::Entity::find()
            .select_only()
            .column(staff_facilities::Column::FacilityId)
            .filter(staff_facilities::Column::AccountId.eq(account.0))
            .into_tuple()
            .all(db)
            .await?;
        let facilities: Vec<_> = facilities.into_iter().map(Into::into).collect();
        let served = organisation.schools_served(&facilities);
        Ok(Self(served.map(|schools| schools.into_iter().map(|school| school.0).collect())))
    }

    /// The condition on a column that holds the id of a household.
    #[must_use]
    pub fn on(&self, column: impl ColumnTrait) -> Condition {
        match &self.0 {
            None => Condition::all(),
            Some(schools) => Condition::all().add(column.in_subquery(households_of(schools))),
        }
    }

    /// Makes sure that a household is in reach: others do not exist for whoever asks.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; [`Error::HouseholdMerged`] when it is one with another that is in reach; those of the database.
    pub async fn permit(&self, db: &impl ConnectionTrait, household: HouseholdId) -> Result<(), Error> {
        if self.reaches(db, household).await? {
            return Ok(());
        }
        match merged_into(db, household).await? {
            Some(into) if self.reaches(db, into).await? => Err(Error::HouseholdMerged { into }),
            _ => Err(Error::NotFound),
        }
    }

    async fn reaches(&self, db: &impl ConnectionTrait, household: HouseholdId) -> Result<bool, Error> {
        let found = households::Entity::find_by_id(household.0).filter(self.on(households::Column::Id));
        Ok(found.count(db).await? == 1)
    }
}

/// Makes sure that a household is one that somebody of the staff works for: others do not exist for whoever asks.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub async fn permit(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    (account, role): (AccountId, Role),
    household: HouseholdId,
) -> Result<(), Error> {
    Scope::of(db, organisation, account, role).await?.permit(db, household).await
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
    id: ChangeRequestId,
) -> Result<(), Error> {
    let row = change_requests::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)?;
    permit(db, organisation, who, row.household_id.into()).await
}

fn households_of(schools: &[Uuid]) -> SelectStatement {
    household_children::Entity::find()
        .select_only()
        .column(household_children::Column::HouseholdId)
        .join(JoinType::InnerJoin, household_children::Relation::Child.def())
        .filter(
            Expr::col((children::Entity, children::Column::Id)).in_subquery(
                child_grades::Entity::find()
                    .select_only()
                    .column(child_grades::Column::ChildId)
                    .filter(child_grades::Column::SchoolId.is_in(schools.iter().copied()))
                    .into_query(),
            ),
        )
        .into_query()
}
