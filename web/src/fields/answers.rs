//! What is being typed into the fields of a form, and what is wrong with it by the very rules of the server.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::families::{Field, FieldFault, FieldKind, FieldValue, Need, PickupPerson};

use super::AskedField;
use crate::form::{Form, Wrong};

/// Answers by field; a field without an answer is not named.
pub type Values = BTreeMap<Field, FieldValue>;

/// Answers as they are typed: possibly empty, possibly wrong.
#[derive(Clone, Copy)]
pub struct Answers(RwSignal<Values>);

impl Answers {
    /// That begin as these.
    #[must_use]
    pub fn new(values: Values) -> Self {
        Self(RwSignal::new(values))
    }

    /// All as they were typed; a view that asks follows them.
    #[must_use]
    pub fn typed(self) -> Values {
        self.0.get()
    }

    /// Takes other answers in their stead.
    pub fn replace(self, values: Values) {
        self.0.set(values);
    }

    /// Notes an answer, or that there is none.
    pub fn set(self, field: Field, value: Option<FieldValue>) {
        self.0.update(|values| match value {
            Some(value) => {
                values.insert(field, value);
            }
            None => {
                values.remove(&field);
            }
        });
    }

    /// A written answer; empty without one.
    pub(super) fn text(self, field: Field) -> String {
        self.0.with(|values| match values.get(&field) {
            Some(FieldValue::Text(text)) => text.clone(),
            _ => String::new(),
        })
    }

    /// A yes or no, where there is one.
    pub(super) fn flag(self, field: Field) -> Option<bool> {
        self.0.with(|values| match values.get(&field) {
            Some(FieldValue::Flag(flag)) => Some(*flag),
            _ => None,
        })
    }

    /// The codes chosen, where any or expressly none is.
    pub(super) fn several(self, field: Field) -> Option<Vec<String>> {
        self.0.with(|values| match values.get(&field) {
            Some(FieldValue::Several(codes)) => Some(codes.clone()),
            _ => None,
        })
    }

    /// The people named, where any or expressly nobody is.
    pub(super) fn people(self, field: Field) -> Option<Vec<PickupPerson>> {
        self.0.with(|values| match values.get(&field) {
            Some(FieldValue::People(people)) => Some(people.clone()),
            // an empty list reads as one of codes
            Some(FieldValue::Several(_)) => Some(Vec::new()),
            _ => None,
        })
    }

    /// A field's answer as the server keeps it; nothing where nothing was typed.
    fn checked(self, asked: AskedField, today: NaiveDate) -> Result<Option<FieldValue>, FieldFault> {
        let value = self.0.with_untracked(|values| values.get(&asked.field).cloned());
        let empty = match &value {
            None => true,
            Some(FieldValue::Text(text)) => text.trim().is_empty(),
            Some(_) => false,
        };
        match value {
            Some(value) if !empty => asked.field.check(&value, today).map(Some),
            _ if asked.need == Need::Required => Err(missing(asked.field)),
            _ => Ok(None),
        }
    }
}

/// What is wrong where something must be chosen, or written.
fn missing(field: Field) -> FieldFault {
    match field.kind() {
        FieldKind::YesNo
        | FieldKind::Choice(_)
        | FieldKind::Several(_)
        | FieldKind::School
        | FieldKind::Grade => FieldFault::UnknownChoice,
        _ => FieldFault::Empty,
    }
}

/// Checks the fields of a form, each fault said at its field: what is typed, as the server keeps it (nothing: no answer).
/// None when something is wrong.
#[must_use]
pub fn check_fields(
    form: Form,
    answers: Answers,
    asked: &[AskedField],
    today: NaiveDate,
) -> Option<BTreeMap<Field, Option<FieldValue>>> {
    let mut faults = Vec::new();
    let mut values = BTreeMap::new();
    for asked in asked {
        match answers.checked(*asked, today) {
            Ok(value) => {
                values.insert(asked.field, value);
            }
            Err(fault) => faults.push((asked.field.code(), Wrong::Field(fault))),
        }
    }
    form.found(faults).then_some(values)
}
