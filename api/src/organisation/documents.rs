//! Supporting documents in a configuration file.

use shared::documents::{DocumentType, DocumentValidity};
use shared::ids::{ActivityId, DocumentTypeId};

use super::file::DocumentEntry;
use super::identities::Identities;
use crate::toml_file::Source;

/// The longest that a document may be good for and remembered about: 50 years.
const MAX_MONTHS: u32 = 600;
/// The earliest that one may be asked for again: a year before.
const MAX_REMINDER_DAYS: u32 = 366;

/// A type of document; what is wrong with it becomes findings.
pub(super) fn resolve(
    index: usize,
    entry: &DocumentEntry,
    identities: &Identities,
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
    DocumentType {
        id: DocumentTypeId(identities.documents.get(&entry.code).unwrap_or_default()),
        name: entry.name.clone(),
        hint: entry.hint.clone(),
        owner: entry.owner,
        activities,
        required: entry.required,
        validity: entry.validity,
        formats: entry.formats.clone(),
        needs_acceptance: entry.needs_acceptance,
        reminder_days: entry.reminder_days,
    }
}
