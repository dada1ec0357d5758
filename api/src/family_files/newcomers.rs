//! Somebody who comes into a household, whoever adds them: what is told is judged, they are written, the history tells.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject, folded};
use shared::guardianships::may_live_in_one_more;
use shared::ids::{AccountId, ChildId, GuardianId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::NewMember;

use super::edit::{Changes, Rules};
use super::family::{Answers, Family, Place, place, subject_key};
use super::homes::live_in;
use super::sheet::year_of;
use super::{apply, health, store};
use crate::auth::SignedIn;
use crate::clock::Clock;
use crate::entities::{children, guardians, household_guardians};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;
use crate::vault::Vault;

/// The most children, and the most guardians, that a household has.
pub const MOST: usize = 12;

/// Who adds somebody.
pub struct Adding<'a> {
    /// When and in which request.
    pub received: &'a Received,
    /// By which account.
    pub signed_in: &'a SignedIn,
    /// Makes ids.
    pub clock: &'a Clock,
}

impl Adding<'_> {
    /// Judges what is told of somebody who comes into a family: of which school year, the answers.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming every field at fault; `values` is `too_many`, or `exists`: a child of that name and day of
    /// birth.
    pub(super) fn judge(
        &self,
        organisation: &Organisation,
        family: &Family,
        subject: FileSubject,
        new: &NewMember,
    ) -> Result<(SchoolYear, Answers), Error> {
        let year = year_of(organisation, Some(new.school_year), self.received.at)?;
        let is_child = matches!(subject, FileSubject::Child(_));
        let known = if is_child { family.children.len() } else { family.guardians.len() };
        if known >= MOST {
            return Err(Error::invalid("values", "too_many", format!("at most {MOST}")));
        }
        let today = organisation.today(self.received.at);
        let values = Rules { organisation, year, today }.judge_new(subject, &new.values)?;
        let [first_name, birth_date] =
            [Field::ChildFirstName, Field::ChildBirthDate].map(|field| text(&values, field));
        if is_child && has_child(family, &first_name, &birth_date) {
            return Err(Error::invalid("values", "exists", "a child of that name and day of birth"));
        }
        Ok((year, values))
    }

    /// The history tells that somebody is in.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn tell(
        &self,
        tx: &impl ConnectionTrait,
        household: HouseholdId,
        subject: FileSubject,
    ) -> Result<(), Error> {
        let subject = subject_key(subject, household);
        let deed =
            Deed { household: Some(household), ..Deed::by(self.signed_in, self.received, subject, "added") };
        record(tx, self.clock, self.received.at, &deed, None, None).await
    }
}

/// Whether a household has a child of the same first name and day of birth already.
pub(super) fn has_child(family: &Family, first_name: &str, birth_date: &str) -> bool {
    let mut children = family.children.iter();
    children.any(|(row, _)| {
        folded(first_name) == folded(&row.first_name) && birth_date == row.birth_date.to_string()
    })
}

/// Makes sure that somebody of the staff may let a child who lives in some households live in a family too.
///
/// # Errors
///
/// [`Error::NotFound`] of whoever lives nowhere, of whom what was told is forgotten; [`Error::InvalidValue`] naming `child`.
pub fn may_live(family: &Family, child: &children::Model, homes: usize, by: AccountId) -> Result<(), Error> {
    let wrong = |code, detail: &str| Err(Error::invalid("child", code, detail));
    if homes == 0 {
        return Err(Error::NotFound);
    }
    if family.guardians.iter().any(|(guardian, _)| guardian.account_id == Some(by.0)) {
        return wrong("own", "a colleague does it");
    }
    if !may_live_in_one_more(homes) {
        return wrong("two_households", "a child lives in two at most");
    }
    if family.children.len() >= MOST {
        return wrong("too_many", "the household has as many as it may");
    }
    if has_child(family, &child.first_name, &child.birth_date.to_string()) {
        return wrong("exists", "a child of that name and day of birth");
    }
    Ok(())
}

/// Writes a child of a household, who came into it at `added_at`; nothing: as the organisation knows it, to be checked by
/// nobody.
///
/// # Errors
///
/// [`Error::InvalidValue`] when school and grade are not told together; those of the database.
pub(super) async fn insert_child(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    now: DateTime<Utc>,
    (household_id, id): (HouseholdId, ChildId),
    added_at: Option<DateTime<Utc>>,
    year: SchoolYear,
    values: &Answers,
) -> Result<(), Error> {
    let row = children::ActiveModel {
        id: Set(id.0),
        external_id: Set(None),
        first_name: Set(text(values, Field::ChildFirstName)),
        last_name: Set(text(values, Field::ChildLastName)),
        birth_date: Set(text(values, Field::ChildBirthDate).parse().map_err(Error::internal)?),
        created_at: Set(now),
        details: Set(json!(details(values))),
        version: Set(1),
    };
    children::Entity::insert(row).exec_without_returning(tx).await?;
    live_in(tx, household_id, id, added_at).await?;
    apply::schooling(tx, id, year, values).await?;
    let of_health: Changes = values
        .iter()
        .filter(|(field, _)| place(**field) == Place::Health)
        .map(|(field, value)| (*field, Some(value.clone())))
        .collect();
    if !of_health.is_empty() {
        health::write(tx, vault, id, Answers::new(), of_health).await?;
    }
    Ok(())
}

/// Writes a guardian of a household who may book.
///
/// # Errors
///
/// Those of the database.
pub async fn insert_guardian(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    (household_id, id): (HouseholdId, GuardianId),
    (account, email): (Option<AccountId>, Option<String>),
    values: &Answers,
) -> Result<(), Error> {
    let phone = values.contains_key(&Field::GuardianPhone).then(|| text(values, Field::GuardianPhone));
    let row = guardians::ActiveModel {
        id: Set(id.0),
        external_id: Set(None),
        account_id: Set(account.map(|id| id.0)),
        first_name: Set(text(values, Field::GuardianFirstName)),
        last_name: Set(text(values, Field::GuardianLastName)),
        email: Set(email),
        phone: Set(phone),
        created_at: Set(now),
        details: Set(json!(details(values))),
        version: Set(1),
        account_closed_at: Set(None),
    };
    guardians::Entity::insert(row).exec_without_returning(tx).await?;
    let member = household_guardians::ActiveModel {
        household_id: Set(household_id.0),
        guardian_id: Set(id.0),
        may_book: Set(true),
        may_pick_up: Set(true),
    };
    household_guardians::Entity::insert(member).exec_without_returning(tx).await?;
    store::raise_files(tx, household_id.0, FileSubject::Guardian(id)).await?;
    Ok(())
}

pub(super) fn text(values: &Answers, field: Field) -> String {
    match values.get(&field) {
        Some(FieldValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// What is kept in `details` among answers.
pub(super) fn details(values: &Answers) -> Answers {
    let kept = values.iter().filter(|(field, _)| place(**field) == Place::Details);
    kept.map(|(field, value)| (*field, value.clone())).collect()
}
