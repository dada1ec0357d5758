//! The parts of the file in words.

use shared::families::{Field, FieldValue, FileSubject, Section};
use shared::wire::{FamilyFileSheet, FilePart};

use super::desk::part;
use crate::i18n::I18n;

/// What a part is called among the others of its subject.
/// Of what differs by school year, which year, where there are several.
pub(super) fn section_name(
    i18n: I18n,
    sheet: &FamilyFileSheet,
    section: Section,
    part: Option<&FilePart>,
) -> String {
    if section == Section::Schooling && sheet.school_years.len() > 1 {
        return i18n.text("file.section.schooling_in", &[("year", sheet.file.school_year.to_string())]);
    }
    let key = match (section, part) {
        (Section::Guardian, Some(part)) if part.is_me => "file.section.me",
        (Section::Guardian, _) => "file.section.guardian",
        (Section::Profession, _) => "file.section.profession",
        (Section::Address, _) => "file.section.address",
        (Section::Information, _) => "file.section.information",
        (Section::Child, _) => "file.section.child",
        (Section::Schooling, _) => "file.section.schooling",
        (Section::Health, _) => "file.section.health",
        (Section::Pickup, _) => "file.section.pickup",
        (Section::Authorisations, _) => "file.section.authorisations",
    };
    i18n.text(key, &[])
}

/// The first name of a guardian or child; nothing of the household.
pub(super) fn first_name(part: &FilePart) -> String {
    let field = match part.subject {
        FileSubject::Guardian(_) => Field::GuardianFirstName,
        FileSubject::Child(_) => Field::ChildFirstName,
        FileSubject::Household => return String::new(),
    };
    match part.values.get(&field) {
        Some(FieldValue::Text(name)) => name.clone(),
        _ => String::new(),
    }
}

/// First and family name.
pub(super) fn full_name(part: &FilePart) -> String {
    let last = match part.subject {
        FileSubject::Guardian(_) => Field::GuardianLastName,
        FileSubject::Child(_) => Field::ChildLastName,
        FileSubject::Household => return String::new(),
    };
    match part.values.get(&last) {
        Some(FieldValue::Text(last)) => [&first_name(part), " ", last].concat(),
        _ => first_name(part),
    }
}

/// A part that stands alone: “Santé, Lina”.
pub(super) fn title(i18n: I18n, sheet: &FamilyFileSheet, section: Section, subject: FileSubject) -> String {
    let part = part(sheet, subject);
    let name = section_name(i18n, sheet, section, part);
    match part.map(|part| (part.is_me, first_name(part))) {
        Some((false, first)) if !first.is_empty() => {
            i18n.text("file.section_of", &[("part", name), ("name", first)])
        }
        _ => name,
    }
}
