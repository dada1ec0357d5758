//! Rows as the API shows them.

use chrono::NaiveDate;
use shared::documents::{AskedDocument, DocumentState};
use shared::organisation::Organisation;
use shared::wire::{Document, DocumentToCheck};

use super::family;
use super::store::WithNames;
use crate::entities::documents::Model;
use crate::error::Error;

/// A document on a day. Of a type that the configuration no longer has, it is what staff last said.
pub(super) fn document(row: &Model, organisation: &Organisation, day: NaiveDate) -> Result<Document, Error> {
    let sent = family::as_sent(row, organisation)?;
    let kind = organisation.document(sent.type_id);
    let state = match kind {
        Some(kind) => sent.state(kind, &organisation.calendar, day),
        None => DocumentState::Received,
    };
    Ok(Document {
        id: row.id.into(),
        asked: AskedDocument { type_id: sent.type_id, subject: sent.subject, school_year: sent.school_year },
        name: row.name.clone(),
        media_type: row.media_type.clone(),
        size: u64::try_from(row.size).unwrap_or_default(),
        received_at: row.received_at,
        expires_on: kind.and_then(|kind| sent.expires_on(kind, &organisation.calendar)),
        state,
    })
}

/// A document as staff see it.
pub(super) fn to_check(
    found: &WithNames,
    organisation: &Organisation,
    day: NaiveDate,
) -> Result<DocumentToCheck, Error> {
    let document = document(&found.row, organisation, day)?;
    let kind = organisation.document(document.asked.type_id);
    Ok(DocumentToCheck {
        type_name: kind.map(|kind| kind.name.clone()).ok_or(Error::NotFound)?,
        document,
        version: found.row.version,
        household_id: found.row.household_id.into(),
        household_name: found.household_name.clone(),
        person: found.person.clone(),
    })
}
