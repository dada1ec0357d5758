//! Whom somebody of the staff works for: all, or the children whom a referent's facilities serve, and their families. A
//! child who has gone elsewhere, and a family that has left, are another's affair.

use chrono::NaiveDate;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait,
};
use shared::calendar::SchoolYear;
use shared::ids::{AccountId, ChildId, FacilityId, HouseholdId};
use shared::organisation::Organisation;
use shared::staff::Role;
use uuid::Uuid;

use super::household::merged_into;
use crate::entities::{child_grades, children, household_children, households, staff_facilities};
use crate::error::Error;

/// Who is in reach.
pub struct Scope(Option<Served>);

/// The children who go to some schools, in a school year or later.
struct Served {
    schools: Vec<Uuid>,
    from: SchoolYear,
}

impl Scope {
    /// That of an account in a role, on a day: the children's schools count from its school year on.
    ///
    /// # Errors
    ///
    /// [`Error::DayOutsideCalendar`]; those of the database.
    pub async fn of(
        db: &impl ConnectionTrait,
        organisation: &Organisation,
        (account, role): (AccountId, Role),
        day: NaiveDate,
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
        let facilities: Vec<FacilityId> = facilities.into_iter().map(Into::into).collect();
        let Some(schools) = organisation.schools_served(&facilities) else { return Ok(Self(None)) };
        let from = organisation.calendar.school_year(day).map_err(|_| Error::DayOutsideCalendar { day })?;
        Ok(Self(Some(Served { schools: schools.into_iter().map(|school| school.0).collect(), from })))
    }

    /// The condition on a column that holds the id of a household.
    #[must_use]
    pub fn on(&self, column: impl ColumnTrait) -> Condition {
        match &self.0 {
            None => Condition::all(),
            Some(served) => Condition::all().add(column.in_subquery(served.households())),
        }
    }

    /// The condition on a column that holds the id of a child: of a household in reach, not every child is.
    #[must_use]
    pub fn on_child(&self, column: impl ColumnTrait) -> Condition {
        match &self.0 {
            None => Condition::all(),
            Some(served) => Condition::all().add(column.in_subquery(served.children())),
        }
    }

    /// Makes sure that a child is in reach.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; those of the database.
    pub async fn permit_child(&self, db: &impl ConnectionTrait, child: ChildId) -> Result<(), Error> {
        let found = children::Entity::find_by_id(child.0).filter(self.on_child(children::Column::Id));
        if found.count(db).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The condition on a column that holds the id of a child whom somebody may edit: one in reach, or one who goes to no
    /// school that another's facilities serve, as somebody who was just added.
    #[must_use]
    pub fn on_editable_child(&self, column: impl ColumnTrait) -> Condition {
        match &self.0 {
            None => Condition::all(),
            Some(served) => Condition::any()
                .add(column.in_subquery(served.children()))
                .add(column.not_in_subquery(served.elsewhere())),
        }
    }

    /// Makes sure that somebody may edit a child of a household in reach, and decide on what is asked about it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; those of the database.
    pub async fn permit_edit(&self, db: &impl ConnectionTrait, child: ChildId) -> Result<(), Error> {
        let found =
            children::Entity::find_by_id(child.0).filter(self.on_editable_child(children::Column::Id));
        if found.count(db).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
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

impl Served {
    fn children(&self) -> SelectStatement {
        child_grades::Entity::find()
            .select_only()
            .column(child_grades::Column::ChildId)
            .filter(child_grades::Column::SchoolYear.gte(self.from.to_string()))
            .filter(child_grades::Column::SchoolId.is_in(self.schools.iter().copied()))
            .into_query()
    }

    /// The children who go, or went, to another school.
    fn elsewhere(&self) -> SelectStatement {
        child_grades::Entity::find()
            .select_only()
            .column(child_grades::Column::ChildId)
            .filter(child_grades::Column::SchoolId.is_not_in(self.schools.iter().copied()))
            .into_query()
    }

    fn households(&self) -> SelectStatement {
        household_children::Entity::find()
            .select_only()
            .column(household_children::Column::HouseholdId)
            .filter(household_children::Column::ChildId.in_subquery(self.children()))
            .into_query()
    }
}
