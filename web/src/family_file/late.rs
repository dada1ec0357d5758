//! What was typed into the steps of a sign-up and is not in the file: its address was confirmed meanwhile, or in another
//! tab. It waits in the forms of the file for whoever signs in with that address in the same tab.

use chrono::NaiveDate;
use leptos::prelude::untrack;
use shared::families::{FieldOwner, FileSubject, Section};
use shared::wire::FamilyFileSheet;

use super::address::{Address, View};
use super::desk::{FileDesk, asked};
use super::edit::stands;
use super::kept::{self, Typed};
use crate::fields::{AskedField, Values};
use crate::sign_up::take_told;

/// Puts it into the forms of the file, where it differs from what stands there.
pub(super) fn offer(desk: FileDesk, sheet: &FamilyFileSheet) {
    let Some(email) = untrack(|| desk.session.account()).map(|account| account.email) else { return };
    let Some(values) = take_told(&email) else { return };
    let me = sheet.parts.iter().find(|part| part.is_me).map(|part| part.subject);
    for section in Section::ALL {
        let subject = match section.owner() {
            FieldOwner::Guardian => me,
            FieldOwner::Household => desk.whose.may_edit.then_some(FileSubject::Household),
            FieldOwner::Child => None,
        };
        let Some(subject) = subject else { continue };
        let Some((stands, _)) = stands(sheet, section, subject) else { continue };
        let unsaved = unsaved(&values, &asked(sheet, section, true), &stands, desk.today());
        if !unsaved.is_empty() {
            let view = View::Part { section, subject, edit: true, field: None };
            let form = Address { year: Some(sheet.file.school_year), view }.path();
            kept::keep(desk, &form, unsaved);
        }
    }
}

/// What of it the file does not have. Numbers are compared as the server keeps them.
fn unsaved(values: &Values, asked: &[AskedField], stands: &Values, today: NaiveDate) -> Typed {
    let told = asked.iter().filter_map(|asked| Some((asked.field, values.get(&asked.field)?)));
    let differs = told.filter(|(field, value)| match field.check(value, today) {
        Ok(value) => stands.get(field) != Some(&value),
        // what is wrong is said at its field; what is empty was never told
        Err(fault) => fault != shared::families::FieldFault::Empty,
    });
    differs.map(|(field, value)| (field, Some(value.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use shared::families::{Field, FieldValue, Need};

    use super::*;

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.to_owned())
    }

    #[test]
    fn only_what_the_file_does_not_have_is_offered() {
        let asked = |field| AskedField { field, need: Need::Optional, own: true };
        let fields = [
            Field::GuardianPhone,
            Field::GuardianOtherPhone,
            Field::GuardianLastName,
            Field::GuardianProfession,
            Field::GuardianEmployer,
        ];
        let values: Values = [
            (Field::GuardianPhone, text("0612345678")),
            (Field::GuardianOtherPhone, text("06")),
            (Field::GuardianProfession, text("Infirmière")),
            (Field::GuardianEmployer, text(" ")),
            (Field::AddressCity, text("Void")),
        ]
        .into();
        let stands: Values = [
            (Field::GuardianPhone, text("06 12 34 56 78")),
            (Field::GuardianLastName, text("Petit")),
            (Field::GuardianProfession, text("Dentiste")),
        ]
        .into();
        let today = NaiveDate::from_ymd_opt(2026, 9, 14).unwrap();
        let expected: Typed = [
            (Field::GuardianOtherPhone, Some(text("06"))),
            (Field::GuardianProfession, Some(text("Infirmière"))),
        ]
        .into();
        assert_eq!(unsaved(&values, &fields.map(asked), &stands, today), expected);
    }
}
