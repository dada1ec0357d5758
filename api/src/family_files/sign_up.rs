//! What a parent answers while creating an account, and the household made of it.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::Serialize;
use serde_json::json;
use shared::catalogue::{Language, household_name};
use shared::families::{Field, FieldOwner, FieldValue, FileSubject};
use shared::ids::{AccountId, GuardianId, HouseholdId};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::edit::{Changes, Rules};
use super::family::{Answers, details};
use super::members::{details as kept, insert_guardian};
use super::sheet::year_of;
use crate::clock::Clock;
use crate::entities::households;
use crate::error::Error;

/// Answers about a guardian and their household, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SignUpAnswers(Answers);

impl SignUpAnswers {
    /// The first ones, names among them.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming every field at fault, as `values.<code>`.
    pub fn begun(organisation: &Organisation, now: DateTime<Utc>, values: &Answers) -> Result<Self, Error> {
        let rules = rules(organisation, now)?;
        let (of_guardian, of_household) = split(values);
        let mut answers = rules.judge_new(somebody(), &of_guardian)?;
        answers.extend(judged(&rules, FileSubject::Household, of_household)?);
        Ok(Self(answers))
    }

    /// Those that were kept.
    ///
    /// # Errors
    ///
    /// When they are none.
    pub fn read(kept: &serde_json::Value) -> Result<Self, Error> {
        details(kept).map(Self)
    }

    /// With more of them.
    ///
    /// # Errors
    ///
    /// As [`SignUpAnswers::begun`].
    pub fn with(
        mut self,
        organisation: &Organisation,
        now: DateTime<Utc>,
        values: &Answers,
    ) -> Result<Self, Error> {
        let rules = rules(organisation, now)?;
        let (of_guardian, of_household) = split(values);
        self.0.extend(judged(&rules, somebody(), of_guardian)?);
        self.0.extend(judged(&rules, FileSubject::Household, of_household)?);
        Ok(self)
    }
}

fn rules(organisation: &Organisation, now: DateTime<Utc>) -> Result<Rules<'_>, Error> {
    Ok(Rules { organisation, year: year_of(organisation, None, now)?, today: organisation.today(now) })
}

/// A guardian who has no id yet.
const fn somebody() -> FileSubject {
    FileSubject::Guardian(GuardianId(Uuid::nil()))
}

fn judged(rules: &Rules<'_>, subject: FileSubject, values: Answers) -> Result<Answers, Error> {
    let changes: Changes = values.into_iter().map(|(field, value)| (field, Some(value))).collect();
    let edit = rules.judge(subject, &Answers::new(), &changes)?;
    Ok(edit.at_once.into_iter().filter_map(|(field, value)| Some((field, value?))).collect())
}

/// Answers of the guardian, and all others: what belongs to neither is refused there.
fn split(values: &Answers) -> (Answers, Answers) {
    values.clone().into_iter().partition(|(field, _)| field.owner() == FieldOwner::Guardian)
}

/// Makes a household of the answers, with the account's owner as its guardian. Whether it lives on the territory staff say.
///
/// # Errors
///
/// When the database fails.
pub async fn register(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    (account, email): (AccountId, &str),
    answers: SignUpAnswers,
    language: Language,
) -> Result<(), Error> {
    let (of_guardian, of_household) = split(&answers.0);
    let last_name = match of_guardian.get(&Field::GuardianLastName) {
        Some(FieldValue::Text(name)) => name.clone(),
        _ => String::new(),
    };
    let id = new_household(tx, clock, now, household_name(language, &last_name), &of_household).await?;
    let guardian = GuardianId(clock.new_id(now));
    insert_guardian(tx, now, (id, guardian), (Some(account), Some(email.to_owned())), &of_guardian).await
}

/// Makes a household of nobody yet. Whether it lives on the territory staff say.
///
/// # Errors
///
/// When the database fails.
pub async fn new_household(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    name: String,
    answers: &Answers,
) -> Result<HouseholdId, Error> {
    let id = HouseholdId(clock.new_id(now));
    let row = households::ActiveModel {
        id: Set(id.0),
        external_id: Set(None),
        name: Set(name),
        resident: Set(false),
        created_at: Set(now),
        details: Set(json!(kept(answers))),
        version: Set(1),
        payer_id: Set(None),
        roles_version: Set(1),
    };
    households::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}
