//! How far a document is, in words and an icon.

use shared::catalogue::format_day_with_year;
use shared::documents::{DocumentState, DocumentType};
use shared::wire::HouseholdDocument;

use crate::i18n::I18n;

/// The icon of a state, and the class that colours it.
#[must_use]
pub fn look(item: &HouseholdDocument) -> (&'static str, &'static str) {
    match item.state {
        DocumentState::Missing if item.required => ("circle-alert", "state state--warning"),
        DocumentState::Missing => ("circle-alert", "state"),
        DocumentState::Received => ("hourglass", "state"),
        DocumentState::Accepted => ("circle-check", "state state--success"),
        DocumentState::Refused { .. } => ("circle-x", "state state--danger"),
        DocumentState::Expiring { .. } => ("clock", "state state--warning"),
        DocumentState::Expired { .. } => ("clock", "state state--danger"),
    }
}

/// What is to be said beside the state, if anything.
pub(super) fn explained(i18n: I18n, kind: &DocumentType, item: &HouseholdDocument) -> Vec<String> {
    let day = |day: chrono::NaiveDate| format_day_with_year(i18n.language(), day);
    let mut said = Vec::new();
    match &item.state {
        DocumentState::Refused { reason } => {
            said.push(i18n.text("documents.refused", &[("reason", reason.clone())]));
        }
        DocumentState::Expiring { expires_on } => {
            let last = expires_on.pred_opt().unwrap_or(*expires_on);
            said.push(i18n.text("documents.until", &[("day", day(last))]));
        }
        DocumentState::Expired { expires_on } => {
            said.push(i18n.text("documents.over", &[("day", day(*expires_on))]));
        }
        DocumentState::Received if kind.needs_acceptance && !item.satisfied => {
            said.push(i18n.text("documents.waits", &[]));
        }
        DocumentState::Missing | DocumentState::Received | DocumentState::Accepted => {}
    }
    if item.in_force.is_some() {
        said.push(i18n.text("documents.in_force", &[]));
    }
    if item.elsewhere {
        said.push(i18n.text("documents.elsewhere", &[]));
    }
    said
}

/// Bytes as people count them.
pub(super) fn megabytes(bytes: u64) -> String {
    (bytes / 1_000_000).max(1).to_string()
}
