//! Registering families that the organisation knows: households, guardians with an account, children.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::families::FileState;
use shared::guardianships::{MOST_HOUSEHOLDS, may_live_in_one_more};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::bookings;
use super::file::{ChildEntry, GuardianEntry, HouseholdEntry, load};
use crate::accounts::former_addresses;
use crate::clock::Clock;
use crate::entities::merged_records::Kind;
use crate::entities::{
    accounts, child_grades, children, family_files, guardians, household_children, household_guardians,
    households, merged_records,
};
use crate::error::Error;
use crate::mail::normalised;
use crate::organisation::Identities;
use crate::toml_file::{Finding, Findings};

/// Registers the families of a file within a transaction and says how many households it has. What is known by its
/// `external_id` or mail address is brought up to date, never doubled; accounts come without a password.
///
/// # Errors
/// The [`crate::toml_file::Findings`] about the file; those of the database.
pub async fn register(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    path: &Path,
    organisation: &Organisation,
    identities: &Identities,
) -> Result<usize, Error> {
    let file = load(path, identities)?;
    let former = former_addresses(tx).await?;
    let registrar = Registrar { tx, clock, identities, path, former, now: clock.now() };
    let mut child_ids = BTreeMap::new();
    let mut granted = Vec::new();
    for household in &file.households {
        let household_id = registrar.household(household).await?;
        for guardian in &household.guardians {
            registrar.guardian(household_id, guardian).await?;
        }
        for child in &household.children {
            let (child_id, is_new) = registrar.child(household_id, child).await?;
            child_ids.insert(child.external_id.as_str(), child_id);
            if is_new {
                granted.push((household_id, child_id, child.bookings.as_slice()));
            }
        }
    }
    for household in file.households.iter().filter(|household| !household.shared_children.is_empty()) {
        let household_id = registrar.household(household).await?;
        for number in &household.shared_children {
            if let Some(child_id) = child_ids.get(number.as_str()) {
                registrar.belongs(household_id, *child_id, number).await?;
            }
        }
    }
    bookings::grant(tx, clock, organisation, identities, &granted).await?;
    Ok(file.households.len())
}

struct Registrar<'a, C> {
    tx: &'a C,
    clock: &'a Clock,
    identities: &'a Identities,
    path: &'a Path,
    /// Addresses that accounts had once, with the present one.
    former: BTreeMap<String, String>,
    now: DateTime<Utc>,
}

impl<C: ConnectionTrait> Registrar<'_, C> {
    fn new_id(&self) -> Uuid {
        self.clock.new_id(self.now)
    }

    async fn household(&self, entry: &HouseholdEntry) -> Result<Uuid, Error> {
        let known = households::Entity::find()
            .filter(households::Column::ExternalId.eq(entry.external_id.as_str()))
            .one(self.tx)
            .await?;
        let known = match known {
            Some(known) => Some(known),
            None => match self.went_to(Kind::Household, &entry.external_id).await? {
                Some(id) => households::Entity::find_by_id(id).one(self.tx).await?,
                None => None,
            },
        };
        let id = known.as_ref().map_or_else(|| self.new_id(), |row| row.id);
        let row = households::ActiveModel {
            id: Set(id),
            external_id: Set(known
                .as_ref()
                .map_or_else(|| Some(entry.external_id.clone()), |row| row.external_id.clone())),
            name: Set(entry.name.clone()),
            resident: Set(Some(entry.resident)),
            created_at: known.as_ref().map_or(Set(self.now), |_| NotSet),
            details: known.as_ref().map_or_else(|| Set(json!(entry.answers)), |_| NotSet),
            version: Set(known.as_ref().map_or(1, |row| row.version + 1)),
            payer_id: NotSet,
            roles_version: NotSet,
        };
        if let Some(known) = known {
            if known.name != entry.name || known.resident != Some(entry.resident) {
                households::Entity::update(row).exec(self.tx).await?;
            }
        } else {
            households::Entity::insert(row).exec_without_returning(self.tx).await?;
        }
        for (year, state) in &entry.files {
            let file = family_files::ActiveModel {
                household_id: Set(id),
                school_year: Set(year.to_string()),
                state: Set(match state {
                    FileState::Incomplete => family_files::FileState::Incomplete,
                    FileState::Received => family_files::FileState::Received,
                    FileState::Validated => family_files::FileState::Validated,
                }),
                submitted_at: Set(None),
                // who comes into the household from now on is still to be checked
                decided_at: Set((*state == FileState::Validated).then_some(self.now)),
                message: Set(None),
                version: Set(1),
            };
            let key = [family_files::Column::HouseholdId, family_files::Column::SchoolYear];
            // what staff have said to it since stands
            let update = OnConflict::columns(key).do_nothing().to_owned();
            family_files::Entity::insert(file).on_conflict(update).exec_without_returning(self.tx).await?;
        }
        Ok(id)
    }

    async fn guardian(&self, household_id: Uuid, entry: &GuardianEntry) -> Result<(), Error> {
        let email = normalised(&entry.email);
        if self.is_known(household_id, &email).await? {
            return Ok(());
        }
        let account =
            accounts::Entity::find().filter(accounts::Column::Email.eq(email.as_str())).one(self.tx).await?;
        let account_id = if let Some(account) = account {
            account.id
        } else {
            let id = self.new_id();
            let row = accounts::ActiveModel {
                id: Set(id),
                email: Set(email.clone()),
                password_hash: Set(None),
                locale: Set(entry.language.code().to_owned()),
                created_at: Set(self.now),
                version: Set(1),
                closed_at: Set(None),
            };
            accounts::Entity::insert(row).exec_without_returning(self.tx).await?;
            id
        };
        let known = guardians::Entity::find()
            .filter(guardians::Column::AccountId.eq(account_id))
            .one(self.tx)
            .await?;
        let guardian_id = if let Some(known) = known {
            known.id
        } else {
            let id = self.new_id();
            let row = guardians::ActiveModel {
                id: Set(id),
                external_id: Set(None),
                account_id: Set(Some(account_id)),
                first_name: Set(entry.first_name.clone()),
                last_name: Set(entry.last_name.clone()),
                email: Set(Some(email)),
                phone: Set(entry.phone.clone()),
                created_at: Set(self.now),
                details: Set(json!(entry.answers)),
                version: Set(1),
                account_closed_at: Set(None),
            };
            guardians::Entity::insert(row).exec_without_returning(self.tx).await?;
            id
        };
        let link = household_guardians::ActiveModel {
            household_id: Set(household_id),
            guardian_id: Set(guardian_id),
            may_book: Set(entry.may_book),
            may_pick_up: NotSet,
        };
        let key = [household_guardians::Column::HouseholdId, household_guardians::Column::GuardianId];
        let update = OnConflict::columns(key).update_column(household_guardians::Column::MayBook).to_owned();
        household_guardians::Entity::insert(link).on_conflict(update).exec_without_returning(self.tx).await?;
        Ok(())
    }

    /// Whether the household has a guardian who was registered under this address, and has since changed it or closed the
    /// account.
    async fn is_known(&self, household_id: Uuid, email: &str) -> Result<bool, Error> {
        let addresses = [email].into_iter().chain(self.former.get(email).map(String::as_str));
        let registered = guardians::Entity::find()
            .filter(guardians::Column::Email.is_in(addresses))
            .find_also_related(accounts::Entity)
            .all(self.tx)
            .await?;
        for (guardian, account) in registered {
            let elsewhere = account.is_none_or(|account| account.email != email);
            let key = (household_id, guardian.id);
            if elsewhere && household_guardians::Entity::find_by_id(key).one(self.tx).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The child's id, and whether it was unknown before.
    async fn child(&self, household_id: Uuid, entry: &ChildEntry) -> Result<(Uuid, bool), Error> {
        let known = children::Entity::find()
            .filter(children::Column::ExternalId.eq(entry.external_id.as_str()))
            .one(self.tx)
            .await?;
        let known = match known {
            Some(known) => Some(known),
            None => match self.went_to(Kind::Child, &entry.external_id).await? {
                Some(id) => children::Entity::find_by_id(id).one(self.tx).await?,
                None => None,
            },
        };
        let is_new = known.is_none();
        let id = if let Some(known) = known {
            known.id
        } else {
            let id = self.new_id();
            let row = children::ActiveModel {
                id: Set(id),
                external_id: Set(Some(entry.external_id.clone())),
                first_name: Set(entry.first_name.clone()),
                last_name: Set(entry.last_name.clone()),
                birth_date: Set(entry.birth_date),
                created_at: Set(self.now),
                details: Set(json!(entry.answers)),
                version: Set(1),
            };
            children::Entity::insert(row).exec_without_returning(self.tx).await?;
            id
        };
        for schooling in &entry.schoolings {
            let Some(school_id) = self.identities.school(&schooling.school) else { continue };
            let row = child_grades::ActiveModel {
                child_id: Set(id),
                school_year: Set(schooling.school_year.to_string()),
                school_id: Set(school_id),
                grade: Set(schooling.grade.code().to_owned()),
                class_name: Set(schooling.class.clone()),
            };
            let update =
                OnConflict::columns([child_grades::Column::ChildId, child_grades::Column::SchoolYear])
                    .update_columns([
                        child_grades::Column::SchoolId,
                        child_grades::Column::Grade,
                        child_grades::Column::ClassName,
                    ])
                    .to_owned();
            child_grades::Entity::insert(row).on_conflict(update).exec_without_returning(self.tx).await?;
        }
        self.belongs(household_id, id, &entry.external_id).await?;
        Ok((id, is_new))
    }

    /// What a household or child of that number was made one with.
    async fn went_to(&self, kind: Kind, external_id: &str) -> Result<Option<Uuid>, Error> {
        let gone = merged_records::Entity::find()
            .filter(merged_records::Column::Kind.eq(kind))
            .filter(merged_records::Column::ExternalId.eq(external_id))
            .one(self.tx)
            .await?;
        Ok(gone.map(|row| row.new_id))
    }

    /// Lets a child live in a household, unless it lives in as many as a child does already.
    async fn belongs(&self, household_id: Uuid, child_id: Uuid, number: &str) -> Result<(), Error> {
        let homes = household_children::Entity::find()
            .filter(household_children::Column::ChildId.eq(child_id))
            .all(self.tx)
            .await?;
        if !homes.iter().any(|home| home.household_id == household_id) {
            if !may_live_in_one_more(homes.len()) {
                let message = format!("`{number}` lives in {MOST_HOUSEHOLDS} households already");
                let (file, field) = (self.path.to_owned(), "households".to_owned());
                return Err(Findings(vec![Finding { file, line: None, field, message }]).into());
            }
            let row = household_children::ActiveModel {
                household_id: Set(household_id),
                child_id: Set(child_id),
                added_at: Set(None),
            };
            household_children::Entity::insert(row).exec_without_returning(self.tx).await?;
        }
        Ok(())
    }
}
