//! Files of two households that are made one: side by side, what differs, and carrying over.

mod conflicts;
mod people;
mod plan;
mod rows;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::families::FileSubject;
use shared::ids::{GuardianId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{MergeChild, MergeCounts, MergeGuardian, MergeHousehold, SameChild, SameGuardian};

use super::family::{Family, details};
use crate::entities::{accounts, guardians};
use crate::error::Error;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Two households, whole.
pub struct Sides {
    pub(super) kept: Family,
    pub(super) other: Family,
    /// Open accounts of their guardians.
    accounts: Vec<accounts::Model>,
}

/// Who is the same in both.
#[derive(Clone, Debug, Default)]
pub struct Same {
    /// Children.
    pub children: Vec<SameChild>,
    /// Guardians.
    pub guardians: Vec<SameGuardian>,
}

impl Sides {
    /// Loads both.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; those of the database.
    pub async fn load(
        db: &impl ConnectionTrait,
        kept: HouseholdId,
        other: HouseholdId,
    ) -> Result<Self, Error> {
        let (kept, other) = (Family::load(db, kept).await?, Family::load(db, other).await?);
        let owners = kept.guardians.iter().chain(&other.guardians).filter_map(|(row, _)| row.account_id);
        let accounts = accounts::Entity::find().filter(accounts::Column::Id.is_in(owners)).all(db).await?;
        Ok(Self { kept, other, accounts })
    }

    /// The account of a guardian.
    #[must_use]
    pub fn account(&self, guardian: GuardianId) -> Option<&accounts::Model> {
        let mut rows = self.kept.guardians.iter().chain(&self.other.guardians);
        let (row, _) = rows.find(|(row, _)| row.id == guardian.0)?;
        self.accounts.iter().find(|account| Some(account.id) == row.account_id)
    }

    /// Both as staff compare them.
    ///
    /// # Errors
    ///
    /// When the database holds what nobody wrote.
    pub fn shown(&self) -> Result<(MergeHousehold, MergeHousehold), Error> {
        Ok((self.household(&self.kept)?, self.household(&self.other)?))
    }

    fn household(&self, family: &Family) -> Result<MergeHousehold, Error> {
        let guardian = |row: &guardians::Model| {
            let account = self.account(row.id.into());
            MergeGuardian {
                id: row.id.into(),
                first_name: row.first_name.clone(),
                last_name: row.last_name.clone(),
                email: account.map(|account| account.email.clone()).or_else(|| row.email.clone()),
                account_id: account.map(|account| account.id.into()),
            }
        };
        let children = family.children.iter().map(|(row, _)| MergeChild {
            id: row.id.into(),
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            birth_date: row.birth_date,
        });
        Ok(MergeHousehold {
            id: family.household.id.into(),
            name: family.household.name.clone(),
            resident: family.household.resident,
            values: details(&family.household.details)?,
            guardians: family.guardians.iter().map(|(row, _)| guardian(row)).collect(),
            children: children.collect(),
        })
    }

    /// How many go over.
    pub fn count(&self, same: &Same, counts: &mut MergeCounts) {
        let goes = |id: uuid::Uuid, known: bool| !known && !same.children.iter().any(|one| one.other.0 == id);
        let children =
            self.other.children.iter().filter(|(row, _)| {
                goes(row.id, self.kept.children.iter().any(|(known, _)| known.id == row.id))
            });
        counts.children = children.count() as u64;
        let guardians = self.other.guardians.iter().filter(|(row, _)| {
            !self.kept.guardians.iter().any(|(known, _)| known.id == row.id)
                && !same.guardians.iter().any(|one| one.other.0 == row.id)
        });
        counts.guardians = guardians.count() as u64;
        counts.files = self.other.files.len() as u64;
    }

    /// Everything by which it is told that something was changed meanwhile.
    #[must_use]
    pub fn versions(&self) -> Value {
        let of = |family: &Family| {
            let subjects = family.subjects().into_iter();
            let versions = subjects.map(|subject: FileSubject| family.version(subject).unwrap_or_default());
            let files = family.files.iter().map(|row| (row.school_year.clone(), row.version));
            let rights = family.guardians.iter().map(|(row, right)| (row.account_id, right.may_book));
            json!([versions.collect::<Vec<_>>(), files.collect::<Vec<_>>(), rights.collect::<Vec<_>>()])
        };
        json!([of(&self.kept), of(&self.other)])
    }

    /// The school years by whose rules both are compared.
    fn years(organisation: &Organisation, now: DateTime<Utc>) -> Vec<shared::calendar::SchoolYear> {
        let planned = organisation.school_years();
        if planned.is_empty() { organisation.present_school_year(now).into_iter().collect() } else { planned }
    }
}
