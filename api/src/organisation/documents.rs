//! Supporting documents in a configuration file.

use shared::calendar::SchoolYear;
use shared::documents::{DocumentOwner, DocumentType, DocumentValidity};
use shared::families::{Field, FieldKind, FieldOwner, FilePolicy, Need};
use shared::ids::{ActivityId, DocumentTypeId};

use super::file::DocumentEntry;
use super::identities::Identities;
use crate::toml_file::Source;

/// The longest that a document may be good for and remembered about: 50 years.
const MAX_MONTHS: u32 = 600;
/// The earliest that one may be asked for again: a year before.
const MAX_REMINDER_DAYS: u32 = 366;

/// A type of document; `asked` is what families are asked, in the school years planned. What is wrong with it becomes findings.
pub(super) fn resolve(
    index: usize,
    entry: &DocumentEntry,
    identities: &Identities,
    asked: (&FilePolicy, &[SchoolYear]),
    source: &mut Source,
) -> DocumentType {
    let at = format!("documents[{index}]");
    if entry.name.fr.trim().is_empty() {
        source.find(&format!("{at}.name"), "a document without a name");
    }
    if entry.formats.is_empty() {
        source.find(&format!("{at}.formats"), "a document that can be sent in no format");
    }
    if let DocumentValidity::Months { months } = entry.validity
        && !(1..=MAX_MONTHS).contains(&months)
    {
        source.find(&format!("{at}.validity"), format!("1 to {MAX_MONTHS} months"));
    }
    if entry.reminder_days > MAX_REMINDER_DAYS {
        source.find(&format!("{at}.reminder_days"), format!("at most {MAX_REMINDER_DAYS} days"));
    }
    let mut activities = Vec::new();
    for code in &entry.activities {
        match identities.activities.get(code) {
            Some(id) => activities.push(ActivityId(id)),
            None => source.find(&format!("{at}.activities"), format!("no activity `{code}`")),
        }
    }
    let health = entry.health || entry.when.keys().any(|field| field.section().is_health());
    for field in entry.when.keys() {
        check_condition(&format!("{at}.when.{}", field.code()), *field, asked, source);
    }
    if health && entry.owner != DocumentOwner::Child {
        source.find(&format!("{at}.owner"), "what tells of health is about a `child`");
    }
    DocumentType {
        id: DocumentTypeId(identities.documents.get(&entry.code).unwrap_or_default()),
        name: entry.name.clone(),
        hint: entry.hint.clone(),
        owner: entry.owner,
        activities,
        when: entry.when.clone(),
        health,
        required: entry.required,
        validity: entry.validity,
        formats: entry.formats.clone(),
        needs_acceptance: entry.needs_acceptance,
        reminder_days: entry.reminder_days,
    }
}

/// A condition can be met: families are asked by yes or no about their children.
fn check_condition(
    at: &str,
    field: Field,
    (policy, planned): (&FilePolicy, &[SchoolYear]),
    source: &mut Source,
) {
    if field.owner() != FieldOwner::Child || field.kind() != FieldKind::YesNo {
        source.find(at, "not a field of a child that is answered by yes or no");
    } else if planned.iter().all(|year| policy.rule(field, *year).need == Need::Hidden) {
        source.find(at, "families are not asked this: see `[file.fields]`");
    }
}
