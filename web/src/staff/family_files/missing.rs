//! What a file lacks, answers and documents, in words.

use shared::catalogue::field_name;
use shared::families::FileSubject;
use shared::wire::FamilyFileSheet;

use super::parts::person;
use crate::i18n::{I18n, capital};

/// One line for each thing that is missing, with the name of whom it is about.
pub(super) fn lines(i18n: I18n, sheet: &FamilyFileSheet) -> Vec<String> {
    let about = |what: String, subject: FileSubject| match name(sheet, subject) {
        Some(name) => [what.as_str(), " (", &name, ")"].concat(),
        None => what,
    };
    let answers = sheet.file.missing.iter();
    let answers = answers.map(|item| about(capital(&field_name(i18n.language(), item.field)), item.subject));
    let documents = sheet.missing_documents.iter();
    let documents =
        documents.map(|item| about(item.type_name.get(i18n.language()).to_owned(), item.asked.subject));
    answers.chain(documents).collect()
}

/// The same as a message to the family.
pub(super) fn message(i18n: I18n, sheet: &FamilyFileSheet) -> Option<String> {
    let lines = lines(i18n, sheet);
    let list = lines.iter().map(|line| ["\n- ", line].concat()).collect::<String>();
    (!lines.is_empty()).then(|| [i18n.text("files.lacks", &[]), list].concat())
}

/// Of whom something is, where it is not of the household.
fn name(sheet: &FamilyFileSheet, subject: FileSubject) -> Option<String> {
    sheet.parts.iter().find(|part| part.subject == subject).and_then(person)
}
