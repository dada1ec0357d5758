//! Steps that tests of family files share: what the organisation asks, edits, answers.

use std::collections::BTreeMap;

use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject};
use shared::ids::ChangeRequestId;
use shared::problem::ProblemCode;
use shared::wire::{FamilyFileSheet, FileEdit, FileEditResult, FilePart};
use tests::{App, Family, files};

use super::account_steps::problem;

pub(crate) const YEAR: SchoolYear = SchoolYear::starting_in(2026);

/// Edits take effect at once; something is required of everybody.
pub(crate) const REQUIRED: &str = r#"
[file]
edits = "at_once"

[file.fields]
guardian_phone = "required"
guardian_employer = "optional"
address_city = "required"
child_allergies = "required"
child_diet = "optional"
child_pickup = "optional"
child_school = "optional"
child_grade = "optional"
child_class = "optional"
"#;

/// Nothing is required; edits wait for staff.
pub(crate) const AFTER_ACCEPTANCE: &str = r#"
[file]
entry = "both"
edits = "after_acceptance"

[file.fields]
guardian_phone = "optional"
address_city = "optional"
child_allergies = "optional"
child_class = { need = "optional", edits = "at_once" }
"#;

/// Adds to the configuration what families are asked.
pub(crate) async fn ask_fields(app: &App, fields: &str) {
    change_configuration(app, |text| [text, fields].concat()).await;
}

/// Applies a changed configuration.
pub(crate) async fn change_configuration(app: &App, change: impl FnOnce(&str) -> String) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = files(folder.path());
    files.families = None;
    let text = std::fs::read_to_string(&files.config).unwrap();
    std::fs::write(&files.config, change(&text)).unwrap();
    assert!(api::imports::run(app.db(), &app.clock, &files).await.unwrap().is_new);
}

pub(crate) fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

pub(crate) async fn sheet(family: &Family) -> FamilyFileSheet {
    family.client.get_family_file(family.household, Some(YEAR)).await.unwrap()
}

pub(crate) fn part(sheet: &FamilyFileSheet, subject: FileSubject) -> &FilePart {
    sheet.parts.iter().find(|part| part.subject == subject).unwrap()
}

/// Whose part a guardian's own is.
pub(crate) fn me(sheet: &FamilyFileSheet) -> FileSubject {
    sheet.parts.iter().find(|part| part.is_me).unwrap().subject
}

/// Edits one subject as it stands.
pub(crate) async fn try_edit(
    family: &Family,
    subject: FileSubject,
    values: &[(Field, Option<FieldValue>)],
) -> Result<FileEditResult, client::Error> {
    let version = part(&sheet(family).await, subject).version;
    let values: BTreeMap<_, _> = values.iter().cloned().collect();
    let edit = FileEdit { subject, school_year: YEAR, values };
    family.client.update_family_file(family.household, version, &edit).await
}

pub(crate) async fn edit(
    family: &Family,
    subject: FileSubject,
    field: Field,
    value: FieldValue,
) -> FileEditResult {
    try_edit(family, subject, &[(field, Some(value))]).await.unwrap()
}

/// An edit of the household that waits.
pub(crate) async fn waiting_change(family: &Family) -> ChangeRequestId {
    edit(family, FileSubject::Household, Field::AddressCity, text("Void")).await;
    let result = edit(family, FileSubject::Household, Field::AddressCity, text("Void-Vacon")).await;
    assert_eq!(result.waiting, [Field::AddressCity]);
    let sheet = sheet(family).await;
    part(&sheet, FileSubject::Household).waiting.as_ref().unwrap().id
}

/// The fields that a refusal names, and what is wrong with each.
pub(crate) fn fault<T: std::fmt::Debug>(result: Result<T, client::Error>) -> Vec<(String, String)> {
    let problem = problem(result);
    assert_eq!(problem.code, ProblemCode::InvalidValue);
    problem.errors.into_iter().map(|error| (error.field, error.code)).collect()
}

/// A fault at a field of an edit.
pub(crate) fn at(field: Field, code: &str) -> (String, String) {
    (format!("values.{}", field.code()), code.to_owned())
}

/// Answers everything that [`REQUIRED`] asks.
pub(crate) async fn complete(family: &Family) {
    let sheet = sheet(family).await;
    for missing in &sheet.file.missing {
        let value = match missing.field {
            Field::GuardianPhone => "06 12 34 56 78",
            Field::AddressCity => "Void-Vacon",
            _ => "Aucune",
        };
        edit(family, missing.subject, missing.field, text(value)).await;
    }
}
