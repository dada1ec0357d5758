//! Who is the same: as proposed, or as staff say.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::families::{folded, same_name};
use shared::guardianships::may_live_in_one_more;
use shared::problem::FieldError;
use shared::wire::{MergePlan, SameChild, SameGuardian};
use uuid::Uuid;

use super::{Same, Sides};
use crate::entities::{guardians, household_children};
use crate::error::Error;
use crate::family_files::family::Family;
use crate::family_files::newcomers::MOST;

impl Same {
    /// Who is the same by a plan; what it does not say is proposed.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming what is wrong in the plan: `unknown`, `twice`, `too_many`.
    pub fn of(sides: &Sides, plan: &MergePlan) -> Result<Self, Error> {
        let same = Self {
            children: plan.children.clone().unwrap_or_else(|| children(sides)),
            guardians: plan.guardians.clone().unwrap_or_else(|| guardians_of(sides)),
        };
        let mut errors = Vec::new();
        let ids = |family: &Family| -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
            (
                family.children.iter().map(|(row, _)| row.id).collect(),
                family.guardians.iter().map(|(row, _)| row.id).collect(),
            )
        };
        let (kept, other) = (ids(&sides.kept), ids(&sides.other));
        let pairs = same.children.iter().map(|one| (one.kept.0, one.other.0));
        check("children", pairs, (&kept.0, &other.0), &mut errors);
        let pairs = same.guardians.iter().map(|one| (one.kept.0, one.other.0));
        check("guardians", pairs, (&kept.1, &other.1), &mut errors);
        let after =
            |kept: &BTreeSet<Uuid>, other: &BTreeSet<Uuid>, pairs: usize| kept.union(other).count() - pairs;
        if errors.is_empty()
            && (after(&kept.0, &other.0, same.children.len()) > MOST
                || after(&kept.1, &other.1, same.guardians.len()) > MOST)
        {
            errors.push(FieldError {
                field: "other_id".to_owned(),
                code: "too_many".to_owned(),
                detail: format!("at most {MOST} guardians and children"),
            });
        }
        if errors.is_empty() { Ok(same) } else { Err(Error::InvalidValue(errors)) }
    }

    /// Makes sure that a child who was two does not live in more households than a child does.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `children[n]` as `too_many_households`; those of the database.
    pub async fn homes_suffice(&self, db: &impl ConnectionTrait, sides: &Sides) -> Result<(), Error> {
        use household_children::{Column, Entity};
        for (index, one) in self.children.iter().enumerate() {
            let homes =
                Entity::find().filter(Column::ChildId.is_in([one.kept.0, one.other.0])).all(db).await?;
            // the other household is the one that stays from now on
            let (kept, gone) = (sides.kept.household.id, sides.other.household.id);
            let elsewhere: BTreeSet<Uuid> = homes
                .into_iter()
                .map(|home| home.household_id)
                .filter(|id| ![kept, gone].contains(id))
                .collect();
            if !may_live_in_one_more(elsewhere.len()) {
                let field = format!("children[{index}]");
                return Err(Error::invalid(field, "too_many_households", "a child lives in two at most"));
            }
        }
        Ok(())
    }

    /// Makes sure that it is said which account stays, where there are two.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `guardians[n].account` as `missing`.
    pub fn accounts_chosen(&self, sides: &Sides) -> Result<(), Error> {
        for (index, one) in self.guardians.iter().enumerate() {
            let both = sides.account(one.kept).is_some() && sides.account(one.other).is_some();
            if both && one.account.is_none() {
                let field = format!("guardians[{index}].account");
                return Err(Error::invalid(field, "missing", "both have an account: one stays"));
            }
        }
        Ok(())
    }
}

fn check(
    field: &str,
    pairs: impl Iterator<Item = (Uuid, Uuid)>,
    (kept, other): (&BTreeSet<Uuid>, &BTreeSet<Uuid>),
    errors: &mut Vec<FieldError>,
) {
    let mut seen = BTreeSet::new();
    for (index, (one, two)) in pairs.enumerate() {
        let known = kept.contains(&one) && other.contains(&two);
        let code = if !known || one == two || kept.contains(&two) || other.contains(&one) {
            "unknown"
        } else if !seen.insert(one) || !seen.insert(two) {
            "twice"
        } else {
            continue;
        };
        let detail = "one of each household, each once".to_owned();
        errors.push(FieldError { field: format!("{field}[{index}]"), code: code.to_owned(), detail });
    }
}

/// Children of the same name and day of birth, each once.
fn children(sides: &Sides) -> Vec<SameChild> {
    let mut found: Vec<SameChild> = Vec::new();
    for (other, _) in &sides.other.children {
        let same = sides.kept.children.iter().map(|(row, _)| row).find(|kept| {
            kept.id != other.id
                && kept.birth_date == other.birth_date
                && same_name((&kept.first_name, &kept.last_name), (&other.first_name, &other.last_name))
                && !sides.other.children.iter().any(|(row, _)| row.id == kept.id)
                && !sides.kept.children.iter().any(|(row, _)| row.id == other.id)
                && !found.iter().any(|one| one.kept.0 == kept.id)
        });
        found.extend(same.map(|kept| SameChild { kept: kept.id.into(), other: other.id.into() }));
    }
    found
}

/// Guardians of the same mail address or name, each once.
fn guardians_of(sides: &Sides) -> Vec<SameGuardian> {
    let email = |row: &guardians::Model| {
        sides.account(row.id.into()).map(|account| account.email.clone()).or_else(|| row.email.clone())
    };
    let mut found: Vec<SameGuardian> = Vec::new();
    for (other, _) in &sides.other.guardians {
        let same = sides.kept.guardians.iter().map(|(row, _)| row).find(|kept| {
            let by_email = email(kept).is_some() && email(kept) == email(other);
            let by_name = folded(&kept.first_name) == folded(&other.first_name)
                && folded(&kept.last_name) == folded(&other.last_name);
            kept.id != other.id
                && (by_email || by_name)
                && !sides.other.guardians.iter().any(|(row, _)| row.id == kept.id)
                && !sides.kept.guardians.iter().any(|(row, _)| row.id == other.id)
                && !found.iter().any(|one| one.kept.0 == kept.id)
        });
        found.extend(same.map(|kept| SameGuardian {
            kept: kept.id.into(),
            other: other.id.into(),
            account: None,
        }));
    }
    found
}
