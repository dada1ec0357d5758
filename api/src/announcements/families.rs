//! The families as audiences see them: where their children go to school, and who gets mails.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use shared::announcements::{Addressed, Place};
use shared::calendar::SchoolYear;
use shared::catalogue::Language;
use shared::ids::{HouseholdId, SchoolId};
use shared::wire::AnnouncementReach;
use uuid::Uuid;

use crate::entities::{accounts, child_grades, guardians, household_children, household_guardians};
use crate::error::Error;
use crate::mail::Addressee;

/// A child of a household in a school year: household, year, school, class.
type Schooling = (Uuid, String, Uuid, Option<String>);

/// All families.
#[derive(Default)]
pub(super) struct Families {
    /// By household: the places of its children in all school years.
    places: BTreeMap<Uuid, Vec<Place>>,
    /// By household: the accounts of its guardians that are open.
    accounts: BTreeMap<Uuid, BTreeSet<Uuid>>,
    /// As they are written: classes by school year.
    classes: BTreeSet<(SchoolYear, SchoolId, String)>,
}

impl Families {
    /// Reads them. Two statements.
    pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Self, Error> {
        let mut families = Self::default();
        for (household, account) in guardians_of_all(db).await? {
            families.places.entry(household).or_default();
            families.accounts.entry(household).or_default().extend(account);
        }
        for (household, year, school, class) in schoolings(db, Condition::all()).await? {
            let year = read_year(&year)?;
            let place = Place::new(year, school.into(), class.as_deref());
            families.places.entry(household).or_default().push(place);
            let class = class.map(|class| class.trim().to_owned()).filter(|class| !class.is_empty());
            families.classes.extend(class.map(|class| (year, school.into(), class)));
        }
        Ok(families)
    }

    fn addressed<'a>(&'a self, to: &'a Addressed) -> impl Iterator<Item = Uuid> + 'a {
        self.places.iter().filter(|(_, places)| to.includes(places)).map(|(household, _)| *household)
    }

    /// How many households are addressed.
    pub(super) fn count(&self, to: &Addressed) -> u32 {
        u32::try_from(self.addressed(to).count()).unwrap_or(u32::MAX)
    }

    /// Whom an announcement would reach.
    pub(super) fn reach(&self, to: &Addressed) -> AnnouncementReach {
        let mut reached = BTreeSet::new();
        let mut told = AnnouncementReach::default();
        for household in self.addressed(to) {
            told.households += 1;
            match self.accounts.get(&household).filter(|accounts| !accounts.is_empty()) {
                Some(accounts) => reached.extend(accounts.iter().copied()),
                None => told.households_without_mail += 1,
            }
        }
        told.guardians = u32::try_from(reached.len()).unwrap_or(u32::MAX);
        told
    }

    /// The classes of a school in a school year, as they are written.
    pub(super) fn classes(&self, year: SchoolYear, school: SchoolId) -> impl Iterator<Item = &str> {
        let of_school = self.classes.iter().filter(move |(y, s, _)| (*y, *s) == (year, school));
        of_school.map(|(_, _, class)| class.as_str())
    }
}

async fn guardians_of_all(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, Option<Uuid>)>, Error> {
    // an account that was closed is nobody's
    Ok(household_guardians::Entity::find()
        .select_only()
        .column(household_guardians::Column::HouseholdId)
        .column(guardians::Column::AccountId)
        .join(JoinType::InnerJoin, household_guardians::Relation::Guardian.def())
        .into_tuple()
        .all(db)
        .await?)
}

async fn schoolings(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<Schooling>, Error> {
    Ok(child_grades::Entity::find()
        .select_only()
        .column(household_children::Column::HouseholdId)
        .column(child_grades::Column::SchoolYear)
        .column(child_grades::Column::SchoolId)
        .column(child_grades::Column::ClassName)
        .distinct()
        .join(JoinType::InnerJoin, child_grades::Relation::Child.def())
        .join_rev(JoinType::InnerJoin, household_children::Relation::Child.def())
        .filter(which)
        .into_tuple()
        .all(db)
        .await?)
}

fn read_year(year: &str) -> Result<SchoolYear, Error> {
    year.parse().map_err(|error| Error::internal(format!("a school year of a child: {error}")))
}

/// Where the children of some households go to school, by household. One statement.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    households: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<Place>>, Error> {
    let mut found: BTreeMap<Uuid, Vec<Place>> = BTreeMap::new();
    let which = Condition::all().add(household_children::Column::HouseholdId.is_in(households));
    for (household, year, school, class) in schoolings(db, which).await? {
        let place = Place::new(read_year(&year)?, school.into(), class.as_deref());
        found.entry(household).or_default().push(place);
    }
    Ok(found)
}

/// Where the children of a household go to school.
pub(super) async fn places_of(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<Place>, Error> {
    Ok(places(db, [household.0]).await?.remove(&household.0).unwrap_or_default())
}

/// Somebody who may get a mail.
pub(super) struct Recipient {
    pub(super) account: Uuid,
    pub(super) to: Addressee,
    guardian: Uuid,
    pub(super) households: Vec<Uuid>,
}

/// The guardians whose open accounts come next after one, in the order of their ids, with their households. Two statements.
pub(super) async fn recipients(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<Recipient>, Error> {
    let mut next = accounts::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(accounts::Column::ClosedAt.is_null())
        .filter(guardians::Column::Id.is_not_null())
        .order_by_asc(accounts::Column::Id)
        .limit(most);
    if let Some(after) = after {
        next = next.filter(accounts::Column::Id.gt(after));
    }
    let mut found: Vec<Recipient> = next
        .all(db)
        .await?
        .into_iter()
        .filter_map(|(account, guardian)| {
            let guardian = guardian?;
            Some(Recipient {
                account: account.id,
                to: Addressee {
                    name: format!("{} {}", guardian.first_name, guardian.last_name),
                    address: account.email,
                    phone: guardian.phone,
                    language: Language::from_tag(&account.locale).unwrap_or_default(),
                },
                guardian: guardian.id,
                households: Vec::new(),
            })
        })
        .collect();
    let members = household_guardians::Entity::find()
        .filter(household_guardians::Column::GuardianId.is_in(found.iter().map(|one| one.guardian)))
        .all(db)
        .await?;
    for one in &mut found {
        let theirs = members.iter().filter(|member| member.guardian_id == one.guardian);
        one.households = theirs.map(|member| member.household_id).collect();
    }
    Ok(found)
}
