//! What an edit comes to: which answers are taken, which take effect at once and which wait for staff.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::calendar::SchoolYear;
use shared::families::{EditEffect, Field, FieldFault, FieldValue, FilePolicy, FileSubject, Need};
use shared::ids::SchoolId;
use shared::organisation::Organisation;
use shared::problem::FieldError;

use super::family::Answers;
use crate::error::Error;

/// New answers; nothing: the answer is taken out.
pub(super) type Changes = BTreeMap<Field, Option<FieldValue>>;

/// An edit, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at_once: Changes,
    pub(super) waiting: Changes,
}

/// By what an edit is judged.
pub(super) struct Rules<'a> {
    pub(super) organisation: &'a Organisation,
    pub(super) year: SchoolYear,
    pub(super) today: NaiveDate,
}

impl Rules<'_> {
    fn policy(&self) -> &FilePolicy {
        &self.organisation.file
    }

    /// Judges an edit of a subject that has these answers. What changes nothing is left out.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming every field at fault, as `values.<code>`.
    pub(super) fn judge(
        &self,
        subject: FileSubject,
        present: &Answers,
        values: &Changes,
    ) -> Result<Edit, Error> {
        let mut errors = Vec::new();
        let mut edit = Edit::default();
        for (field, value) in values {
            let rule = self.policy().rule(*field, self.year);
            if rule.need == Need::Hidden || field.owner() != subject.owner() {
                errors.push(at(*field, "not_asked", "the organisation does not ask this here"));
                continue;
            }
            let checked = match value {
                None if rule.need == Need::Required => Err(FieldFault::Empty),
                None => Ok(None),
                Some(value) => self.value(*field, value).map(Some),
            };
            match checked {
                Err(fault) => errors.push(at(*field, fault.code(), "see the field's kind")),
                Ok(value) if value.as_ref() == present.get(field) => {
                    // whoever writes again what holds takes back what waits
                    edit.at_once.insert(*field, value);
                }
                // a first answer replaces nothing that staff have checked
                Ok(value) if rule.edits == EditEffect::AtOnce || !present.contains_key(field) => {
                    edit.at_once.insert(*field, value);
                }
                Ok(value) => {
                    edit.waiting.insert(*field, value);
                }
            }
        }
        if errors.is_empty() { Ok(edit) } else { Err(Error::InvalidValue(errors)) }
    }

    /// Judges the answers of somebody who comes into the household: names, and of a child the day of birth, among them.
    ///
    /// # Errors
    ///
    /// As [`Rules::judge`].
    pub(super) fn judge_new(&self, subject: FileSubject, values: &Answers) -> Result<Answers, Error> {
        let changes: Changes = values.iter().map(|(field, value)| (*field, Some(value.clone()))).collect();
        let essential =
            Field::ALL.into_iter().filter(|field| field.is_essential() && field.owner() == subject.owner());
        let absent = essential.filter(|field| !values.contains_key(field));
        let mut errors: Vec<_> =
            absent.map(|field| at(field, FieldFault::Empty.code(), "nobody is registered without")).collect();
        match self.judge(subject, &Answers::new(), &changes) {
            Ok(edit) if errors.is_empty() => {
                return Ok(edit
                    .at_once
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?)))
                    .collect());
            }
            Ok(_) => {}
            Err(Error::InvalidValue(more)) => errors.extend(more),
            Err(other) => return Err(other),
        }
        Err(Error::InvalidValue(errors))
    }

    fn value(&self, field: Field, value: &FieldValue) -> Result<FieldValue, FieldFault> {
        let value = field.check(value, self.today)?;
        match (field, &value) {
            (Field::ChildSchool, FieldValue::Text(id)) => {
                let known = id.parse().ok().and_then(|id: SchoolId| self.organisation.school(id));
                known.map(|_| value.clone()).ok_or(FieldFault::UnknownChoice)
            }
            _ => Ok(value),
        }
    }
}

fn at(field: Field, code: &str, detail: &str) -> FieldError {
    FieldError { field: format!("values.{}", field.code()), code: code.to_owned(), detail: detail.to_owned() }
}
