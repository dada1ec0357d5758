//! What a parent answers while creating an account, and the household made of it.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::json;
use shared::catalogue::{Language, household_name};
use shared::families::{Field, FieldOwner, FieldValue, FileSubject};
use shared::ids::{AccountId, GuardianId, HouseholdId};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::edit::{Changes, Rules};
use super::editing::Editing;
use super::family::{Answers, Family, details};
use super::newcomers::{details as kept, insert_guardian};
use super::sheet::year_of;
use crate::auth::lock_household;
use crate::clock::Clock;
use crate::entities::{household_guardians, households};
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

/// Takes the answers of a sign-up over into the file of a guardian whom the organisation knew, as an edit: what was not told
/// yet stands at once, what is told otherwise by the organisation's rules. Those of the household, where it is sure which one.
///
/// # Errors
///
/// When the database fails.
pub async fn take_over(
    tx: &impl ConnectionTrait,
    by: &Editing<'_>,
    guardian: GuardianId,
    answers: SignUpAnswers,
) -> Result<(), Error> {
    let homes = household_guardians::Entity::find()
        .filter(household_guardians::Column::GuardianId.eq(guardian.0))
        .order_by_asc(household_guardians::Column::HouseholdId)
        .all(tx)
        .await?;
    let booking: Vec<Uuid> =
        homes.iter().filter(|home| home.may_book).map(|home| home.household_id).collect();
    let Some(home) = booking.first().copied().or_else(|| homes.first().map(|home| home.household_id)) else {
        return Ok(());
    };
    lock_household(tx, home.into()).await?;
    let year = year_of(by.organisation, None, by.now)?;
    let (of_guardian, of_household) = split(&answers.0);
    let mut told = vec![(FileSubject::Guardian(guardian), of_guardian)];
    if let [_] = booking.as_slice() {
        told.push((FileSubject::Household, of_household));
    }
    for (subject, values) in told {
        let family = Family::load(tx, home.into()).await?;
        let present = by.present(&family, subject, year)?;
        // the organisation may ask something else by now
        let asked = |(field, value)| {
            let one: Changes = [(field, Some(value))].into();
            by.rules(year).judge(subject, &present, &one).is_ok().then_some(one)
        };
        let values: Changes = values.into_iter().filter_map(asked).flatten().collect();
        if !values.is_empty() {
            by.write(tx, &family, subject, year, &values).await?;
        }
    }
    Ok(())
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
        resident: Set(None),
        created_at: Set(now),
        details: Set(json!(kept(answers))),
        version: Set(1),
        payer_id: Set(None),
        roles_version: Set(1),
    };
    households::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}
