//! What changes of a guardian or child.

use std::collections::BTreeMap;

use shared::families::{Field, FieldValue};
use shared::wire::{ImportFault, ImportFaultCode};
use uuid::Uuid;

use super::columns::Column;
use super::known::{Known, under};
use super::people::{Person, Told};
use super::plan::Outcomes;
use crate::error::Error;
use crate::family_files::{Answers, Place, details, open_health, place};
use crate::vault::Vault;

/// What becomes of somebody.
#[derive(Default)]
pub(super) struct PersonPlan {
    /// Who is known.
    pub(super) known: Option<Uuid>,
    /// Whether they come into the household.
    pub(super) joins: bool,
    /// A number to be written.
    pub(super) number: Option<String>,
    /// An address to be written.
    pub(super) email: Option<String>,
    /// The account that has the address already, and is nobody's.
    pub(super) account: Option<Uuid>,
    /// Where an invitation would go.
    pub(super) invite_to: Option<String>,
    /// Whether the health kept of a child was opened to compare it.
    pub(super) opened_health: bool,
    /// All answers afterwards; of health only where the file tells of it.
    pub(super) answers: Answers,
    /// Answers that change, with what stood there.
    pub(super) changed: BTreeMap<Field, Option<FieldValue>>,
}

impl PersonPlan {
    /// Whether anything is written.
    pub(super) fn is_changed(&self) -> bool {
        self.joins || self.number.is_some() || self.email.is_some() || !self.changed.is_empty()
    }

    /// Whether an answer changes that is kept at a place.
    pub(super) fn changes(&self, wanted: Place) -> bool {
        self.changed.keys().any(|field| place(*field) == wanted)
    }

    /// A text among the answers.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        match self.answers.get(&field) {
            Some(FieldValue::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    fn take(&mut self, told: &BTreeMap<Field, Told<FieldValue>>, outcomes: &mut Outcomes) {
        for (field, Told { value, line }) in told {
            if self.answers.get(field) != Some(value) {
                self.changed.insert(*field, self.answers.insert(*field, value.clone()));
                if self.known.is_some() {
                    outcomes.changed(*line, field.code());
                }
            }
        }
    }
}

/// A guardian.
///
/// # Errors
///
/// When the database holds what nobody wrote.
pub(super) fn of_guardian(
    known: &Known,
    household: Option<Uuid>,
    found: Option<Uuid>,
    told: &Person,
    outcomes: &mut Outcomes,
) -> Result<PersonPlan, Error> {
    let mut plan = PersonPlan { known: found, ..PersonPlan::default() };
    let row = found.and_then(|id| known.guardians.get(&id));
    if let Some(row) = row {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        plan.answers = details(&row.details)?;
        plan.answers.insert(Field::GuardianFirstName, text(&row.first_name));
        plan.answers.insert(Field::GuardianLastName, text(&row.last_name));
        plan.answers.extend(row.phone.as_deref().map(|phone| (Field::GuardianPhone, text(phone))));
    } else {
        outcomes.made(told.line);
    }
    plan.joins = joins(found, household, |id| under(&known.guardians_of, &id));
    if row.is_some() && plan.joins {
        outcomes.changed(told.line, Column::Household.name());
    }
    if let Some(number) = &told.number
        && row.is_none_or(|row| row.external_id.is_none())
    {
        plan.number = Some(number.clone());
        if row.is_some() {
            outcomes.changed(told.line, Column::Guardian.name());
        }
    }
    if let Some(email) = &told.email
        // whoever signs in changes the address without help: theirs is not overwritten
        && row.is_none_or(|row| row.account_id.is_none() && row.email.as_ref() != Some(&email.value))
        // nor is one taken back that was given up: it may be somebody else's
        && !found.is_some_and(|id| under(&known.guardians_by_former, &email.value).contains(&id))
    {
        let others = under(&known.guardians_by_email, &email.value).iter().find(|id| Some(**id) != found);
        if let Some(other) = others {
            let name = known.guardians.get(other).map(|row| format!("{} {}", row.first_name, row.last_name));
            let fault = ImportFault::at(Column::GuardianEmail.name(), ImportFaultCode::EmailTaken);
            outcomes.fault(email.line, fault.with("name", name.unwrap_or_default()));
        }
        plan.account = known.by_address.get(&email.value).copied();
        plan.invite_to = Some(email.value.clone());
        plan.email = Some(email.value.clone());
        if row.is_some() {
            outcomes.changed(email.line, Column::GuardianEmail.name());
        }
    }
    // whoever was told of before and never invited
    if let (Some(row), Some(email)) = (row, &told.email)
        && row.email.as_ref() == Some(&email.value)
        && (row.account_id, row.account_closed_at) == (None, None)
    {
        plan.invite_to = Some(email.value.clone());
    }
    plan.take(&told.answers, outcomes);
    Ok(plan)
}

/// A child.
///
/// # Errors
///
/// When the database holds what nobody wrote, or what is sealed does not open.
pub(super) fn of_child(
    known: &Known,
    vault: &Vault,
    household: Option<Uuid>,
    found: Option<Uuid>,
    told: &Person,
    outcomes: &mut Outcomes,
) -> Result<PersonPlan, Error> {
    let mut plan = PersonPlan { known: found, ..PersonPlan::default() };
    let row = found.and_then(|id| known.children.get(&id));
    if let Some(row) = row {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        plan.answers = details(&row.details)?;
        plan.answers.insert(Field::ChildFirstName, text(&row.first_name));
        plan.answers.insert(Field::ChildLastName, text(&row.last_name));
        plan.answers.insert(Field::ChildBirthDate, text(&row.birth_date.to_string()));
        if let Some(grade) = known.grades.get(&row.id) {
            plan.answers.insert(Field::ChildSchool, text(&grade.school_id.to_string()));
            plan.answers.insert(Field::ChildGrade, text(&grade.grade));
            plan.answers.extend(grade.class_name.as_deref().map(|class| (Field::ChildClass, text(class))));
        }
        // what the file does not tell of stays sealed
        if told.answers.keys().any(|field| place(*field) == Place::Health)
            && let Some(record) = known.health.get(&row.id)
        {
            plan.answers.extend(open_health(vault, record)?);
            plan.opened_health = true;
        }
    } else {
        outcomes.made(told.line);
    }
    plan.joins = joins(found, household, |id| under(&known.children_of, &id));
    if row.is_some() && plan.joins {
        outcomes.changed(told.line, Column::Household.name());
    }
    if let Some(number) = &told.number
        && row.is_none_or(|row| row.external_id.is_none())
    {
        plan.number = Some(number.clone());
        if row.is_some() {
            outcomes.changed(told.line, Column::Child.name());
        }
    }
    plan.take(&told.answers, outcomes);
    let has = |field| plan.answers.contains_key(&field);
    let school = has(Field::ChildSchool);
    if school != has(Field::ChildGrade) || (!school && has(Field::ChildClass)) {
        let field = if school { Field::ChildGrade } else { Field::ChildSchool };
        outcomes.fault(told.line, ImportFault::at(field.code(), ImportFaultCode::SchoolAndGrade));
    }
    Ok(plan)
}

fn joins<'a>(
    person: Option<Uuid>,
    household: Option<Uuid>,
    members: impl FnOnce(Uuid) -> &'a [Uuid],
) -> bool {
    match (person, household) {
        (Some(person), Some(household)) => !members(household).contains(&person),
        _ => true,
    }
}
