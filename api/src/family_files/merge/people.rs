//! Answers of households, guardians and children that become one: what the one that stays has not told is taken over.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use serde_json::{Value, json};
use shared::families::Field;
use shared::wire::{SameChild, SameGuardian};
use uuid::Uuid;

use super::Sides;
use crate::entities::{
    child_departures, child_grades, children, guardians, health_records, household_children,
    household_guardians, households,
};
use crate::error::Error;
use crate::family_files::edit::Changes;
use crate::family_files::family::details;
use crate::family_files::health;
use crate::vault::Vault;

/// The answers of both; the first ones hold.
fn union(kept: &Value, other: &Value) -> Result<Value, Error> {
    let mut answers = details(other)?;
    answers.extend(details(kept)?);
    Ok(json!(answers))
}

impl Sides {
    /// Household and guardians; whose rows of the other are gone afterwards. `account` is the one that stays of a guardian.
    pub(super) async fn merge_household(&self, tx: &impl ConnectionTrait) -> Result<(), Error> {
        let (kept, other) = (&self.kept.household, &self.other.household);
        households::Entity::delete_by_id(other.id).exec(tx).await?;
        let mut row = kept.clone().into_active_model();
        row.details = Set(union(&kept.details, &other.details)?);
        row.external_id = Set(kept.external_id.clone().or_else(|| other.external_id.clone()));
        row.resident = Set(kept.resident.or(other.resident));
        row.version = Set(kept.version + 1);
        row.update(tx).await?;
        Ok(())
    }

    pub(super) async fn merge_guardian(
        &self,
        tx: &impl ConnectionTrait,
        same: &SameGuardian,
        account: Option<Uuid>,
    ) -> Result<(), Error> {
        let (kept, other) = (&self.kept.guardian(same.kept)?.0, &self.other.guardian(same.other)?.0);
        let elsewhere = household_guardians::Entity::find()
            .filter(household_guardians::Column::GuardianId.eq(other.id))
            .all(tx)
            .await?;
        for member in elsewhere {
            let key = [household_guardians::Column::HouseholdId, household_guardians::Column::GuardianId];
            let link = household_guardians::ActiveModel {
                household_id: Set(member.household_id),
                guardian_id: Set(kept.id),
                may_book: Set(member.may_book),
                may_pick_up: Set(member.may_pick_up),
            };
            let once = OnConflict::columns(key).do_nothing().to_owned();
            household_guardians::Entity::insert(link).on_conflict(once).exec_without_returning(tx).await?;
            household_guardians::Entity::delete_by_id((member.household_id, other.id)).exec(tx).await?;
        }
        households::Entity::update_many()
            .col_expr(households::Column::PayerId, Some(kept.id).into())
            .filter(households::Column::PayerId.eq(other.id))
            .exec(tx)
            .await?;
        guardians::Entity::delete_by_id(other.id).exec(tx).await?;
        let mut row = kept.clone().into_active_model();
        row.details = Set(union(&kept.details, &other.details)?);
        row.phone = Set(kept.phone.clone().or_else(|| other.phone.clone()));
        // the address follows the account
        let signs_in = self.accounts.iter().find(|row| Some(row.id) == account).map(|row| row.email.clone());
        row.email = Set(signs_in.or_else(|| kept.email.clone()).or_else(|| other.email.clone()));
        row.external_id = Set(kept.external_id.clone().or_else(|| other.external_id.clone()));
        row.account_id = Set(account);
        row.version = Set(kept.version + 1);
        row.update(tx).await?;
        Ok(())
    }

    /// A child; bookings, documents and messages of the other name the one that stays already.
    pub(super) async fn merge_child(
        &self,
        tx: &impl ConnectionTrait,
        vault: &Vault,
        same: &SameChild,
    ) -> Result<(), Error> {
        let (kept, other) = (&self.kept.child(same.kept)?.0, &self.other.child(same.other)?.0);
        let ours = health::open(vault, &self.kept, same.kept)?;
        let theirs = health::open(vault, &self.other, same.other)?;
        let taken: Changes = theirs
            .into_iter()
            .filter(|(field, _): &(Field, _)| !ours.contains_key(field))
            .map(|(field, value)| (field, Some(value)))
            .collect();
        if !taken.is_empty() {
            health::write(tx, vault, same.kept, ours, taken).await?;
        }
        health_records::Entity::delete_by_id(other.id).exec(tx).await?;
        self.schooling(tx, same).await?;
        let elsewhere = household_children::Entity::find()
            .filter(household_children::Column::ChildId.eq(other.id))
            .all(tx)
            .await?;
        for member in elsewhere {
            let key = [household_children::Column::HouseholdId, household_children::Column::ChildId];
            let link = household_children::ActiveModel {
                household_id: Set(member.household_id),
                child_id: Set(kept.id),
                added_at: Set(member.added_at),
            };
            let once = OnConflict::columns(key).do_nothing().to_owned();
            household_children::Entity::insert(link).on_conflict(once).exec_without_returning(tx).await?;
            household_children::Entity::delete_by_id((member.household_id, other.id)).exec(tx).await?;
        }
        children::Entity::delete_by_id(other.id).exec(tx).await?;
        let mut row = kept.clone().into_active_model();
        row.details = Set(union(&kept.details, &other.details)?);
        row.external_id = Set(kept.external_id.clone().or_else(|| other.external_id.clone()));
        row.version = Set(kept.version + 1);
        row.update(tx).await?;
        Ok(())
    }

    /// School, grade and class of years of which the one that stays tells nothing; that it has left, if it goes nowhere then.
    async fn schooling(&self, tx: &impl ConnectionTrait, same: &SameChild) -> Result<(), Error> {
        let known: Vec<&str> = self
            .kept
            .grades
            .iter()
            .filter(|row| row.child_id == same.kept.0)
            .map(|row| row.school_year.as_str())
            .collect();
        let gone = child_departures::Entity::find()
            .filter(child_departures::Column::ChildId.is_in([same.kept.0, same.other.0]))
            .all(tx)
            .await?;
        let has_left =
            |year: &str| gone.iter().any(|row| row.child_id == same.kept.0 && row.school_year == year);
        for row in self.other.grades.iter().filter(|row| row.child_id == same.other.0) {
            if !known.contains(&row.school_year.as_str()) && !has_left(&row.school_year) {
                let mut taken = row.clone().into_active_model().reset_all();
                taken.child_id = Set(same.kept.0);
                child_grades::Entity::insert(taken).exec_without_returning(tx).await?;
            }
        }
        for row in gone.iter().filter(|row| row.child_id == same.other.0) {
            if !known.contains(&row.school_year.as_str()) && !has_left(&row.school_year) {
                let taken = child_departures::ActiveModel {
                    child_id: Set(same.kept.0),
                    school_year: Set(row.school_year.clone()),
                };
                child_departures::Entity::insert(taken).exec_without_returning(tx).await?;
            }
        }
        child_grades::Entity::delete_many()
            .filter(child_grades::Column::ChildId.eq(same.other.0))
            .exec(tx)
            .await?;
        child_departures::Entity::delete_many()
            .filter(child_departures::Column::ChildId.eq(same.other.0))
            .exec(tx)
            .await?;
        Ok(())
    }
}
