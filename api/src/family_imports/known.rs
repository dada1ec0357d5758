//! What the portal knows already: whole tables at once, so that the number of statements does not grow with the file.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::calendar::SchoolYear;
use shared::families::{folded, same_name};
use uuid::Uuid;

use crate::accounts::former_addresses;
use crate::entities::merged_records::{self, Kind};
use crate::entities::{
    accounts, child_grades, children, guardians, health_records, household_children, household_guardians,
    households,
};
use crate::error::Error;

/// Everybody.
pub(super) struct Known {
    pub(super) households: HashMap<Uuid, households::Model>,
    pub(super) guardians: HashMap<Uuid, guardians::Model>,
    pub(super) children: HashMap<Uuid, children::Model>,
    /// Of the year that the file tells of.
    pub(super) grades: HashMap<Uuid, child_grades::Model>,
    pub(super) health: HashMap<Uuid, health_records::Model>,
    /// Addresses of accounts.
    pub(super) accounts: HashMap<Uuid, String>,
    /// Accounts by their addresses.
    pub(super) by_address: HashMap<String, Uuid>,
    pub(super) household_numbers: HashMap<String, Uuid>,
    pub(super) guardian_numbers: HashMap<String, Uuid>,
    pub(super) child_numbers: HashMap<String, Uuid>,
    pub(super) guardians_of: HashMap<Uuid, Vec<Uuid>>,
    pub(super) children_of: HashMap<Uuid, Vec<Uuid>>,
    pub(super) homes_of_guardian: HashMap<Uuid, Vec<Uuid>>,
    pub(super) homes_of_child: HashMap<Uuid, Vec<Uuid>>,
    /// Guardians by the addresses that the organisation knows or that they sign in with.
    pub(super) guardians_by_email: HashMap<String, Vec<Uuid>>,
    /// Guardians by addresses that they signed in with once, and nobody has now.
    pub(super) guardians_by_former: HashMap<String, Vec<Uuid>>,
    pub(super) children_by_name: HashMap<ChildName, Vec<Uuid>>,
}

/// First and last name as they are compared, and the day of birth: who has the same is the same child, perhaps.
pub(super) type ChildName = (String, String, NaiveDate);

/// That of a child.
pub(super) fn child_name((first, last): (&str, &str), birth_date: NaiveDate) -> ChildName {
    (folded(first), folded(last), birth_date)
}

impl Known {
    /// Loads everybody. Ten statements.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub(super) async fn load(db: &impl ConnectionTrait, year: SchoolYear) -> Result<Self, Error> {
        let households = households::Entity::find().all(db).await?;
        let guardians = guardians::Entity::find().order_by_asc(guardians::Column::Id).all(db).await?;
        let children = children::Entity::find().order_by_asc(children::Column::Id).all(db).await?;
        let accounts = accounts::Entity::find().all(db).await?;
        let grades = child_grades::Entity::find()
            .filter(child_grades::Column::SchoolYear.eq(year.to_string()))
            .all(db)
            .await?;
        let health = health_records::Entity::find().all(db).await?;
        let merged = merged_records::Entity::find().all(db).await?;
        let of_guardians = household_guardians::Entity::find().all(db).await?;
        let of_children = household_children::Entity::find().all(db).await?;

        let accounts: HashMap<Uuid, String> = accounts.into_iter().map(|row| (row.id, row.email)).collect();
        let numbers = |kind: Kind, own: Vec<(Option<String>, Uuid)>| {
            let gone = merged.iter().filter(|row| row.kind == kind);
            let gone = gone.filter_map(|row| Some((row.external_id.clone()?, row.new_id)));
            // a number that somebody has wins over one that somebody had
            gone.chain(own.into_iter().filter_map(|(number, id)| Some((number?, id)))).collect()
        };
        let mut known = Self {
            by_address: accounts.iter().map(|(id, email)| (email.clone(), *id)).collect(),
            household_numbers: numbers(
                Kind::Household,
                households.iter().map(|row| (row.external_id.clone(), row.id)).collect(),
            ),
            guardian_numbers: numbers(
                Kind::Guardian,
                guardians.iter().map(|row| (row.external_id.clone(), row.id)).collect(),
            ),
            child_numbers: numbers(
                Kind::Child,
                children.iter().map(|row| (row.external_id.clone(), row.id)).collect(),
            ),
            guardians_of: HashMap::new(),
            children_of: HashMap::new(),
            homes_of_guardian: HashMap::new(),
            homes_of_child: HashMap::new(),
            guardians_by_email: HashMap::new(),
            guardians_by_former: HashMap::new(),
            children_by_name: HashMap::new(),
            grades: grades.into_iter().map(|row| (row.child_id, row)).collect(),
            health: health.into_iter().map(|row| (row.child_id, row)).collect(),
            households: households.into_iter().map(|row| (row.id, row)).collect(),
            guardians: HashMap::new(),
            children: HashMap::new(),
            accounts,
        };
        for row in of_guardians {
            known.guardians_of.entry(row.household_id).or_default().push(row.guardian_id);
            known.homes_of_guardian.entry(row.guardian_id).or_default().push(row.household_id);
        }
        for row in of_children {
            known.children_of.entry(row.household_id).or_default().push(row.child_id);
            known.homes_of_child.entry(row.child_id).or_default().push(row.household_id);
        }
        for row in guardians {
            let signs_in = row.account_id.and_then(|id| known.accounts.get(&id)).cloned();
            for email in [row.email.clone(), signs_in.clone()].into_iter().flatten() {
                let found = known.guardians_by_email.entry(email).or_default();
                if !found.contains(&row.id) {
                    found.push(row.id);
                }
            }
            known.guardians.insert(row.id, row);
        }
        for (former, last) in former_addresses(db).await? {
            let known_by = under(&known.guardians_by_email, &last).to_vec();
            if !known.guardians_by_email.contains_key(&former) {
                known.guardians_by_former.insert(former, known_by);
            }
        }
        for row in children {
            let name = child_name((&row.first_name, &row.last_name), row.birth_date);
            known.children_by_name.entry(name).or_default().push(row.id);
            known.children.insert(row.id, row);
        }
        Ok(known)
    }

    /// Guardians whom a file means by an address: whoever has it, else whoever had it once and has that name.
    pub(super) fn guardians_at(&self, email: &str, names: (&str, &str)) -> Vec<Uuid> {
        if let Some(owners) = self.guardians_by_email.get(email) {
            return owners.clone();
        }
        let former = self.guardians_by_former.get(email).map_or(&[][..], Vec::as_slice);
        let is_named = |id: &&Uuid| {
            let row = self.guardians.get(*id);
            row.is_some_and(|row| {
                names == ("", "") || same_name(names, (row.first_name.as_str(), row.last_name.as_str()))
            })
        };
        former.iter().filter(is_named).copied().collect()
    }

    /// What a household is called, with its number: as staff find it.
    pub(super) fn called(&self, household: Uuid) -> String {
        let Some(row) = self.households.get(&household) else { return String::new() };
        match &row.external_id {
            Some(number) => format!("{} ({number})", row.name),
            None => row.name.clone(),
        }
    }
}

/// What a map has under a key.
pub(super) fn under<'a, K: std::hash::Hash + Eq>(map: &'a HashMap<K, Vec<Uuid>>, key: &K) -> &'a [Uuid] {
    map.get(key).map_or(&[], Vec::as_slice)
}
