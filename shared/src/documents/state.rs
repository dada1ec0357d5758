//! How far a document is, from what is kept of it and the day.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{DocumentType, DocumentValidity};
use crate::calendar::{Calendar, SchoolYear};
use crate::families::FileSubject;
use crate::ids::DocumentTypeId;

/// What staff said of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum Verdict {
    /// It is what was asked for.
    Accepted,
    /// It is not.
    Refused {
        /// Why, for the family to read.
        reason: String,
    },
}

/// How far what is asked for is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum DocumentState {
    /// Nothing was sent.
    Missing,
    /// It was sent, nobody has looked yet.
    Received,
    /// Staff have accepted it.
    Accepted,
    /// Staff have refused it.
    Refused {
        /// Why.
        reason: String,
    },
    /// It still counts, and soon will not.
    Expiring {
        /// The first day on which it no longer counts.
        expires_on: NaiveDate,
    },
    /// Its time is over.
    Expired {
        /// The first day on which it no longer counted.
        expires_on: NaiveDate,
    },
}

impl DocumentState {
    /// The codes of all states, as written in JSON and in the keys of catalogues.
    pub const CODES: [&'static str; 6] =
        ["missing", "received", "accepted", "refused", "expiring", "expired"];

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Refused { .. } => "refused",
            Self::Expiring { .. } => "expiring",
            Self::Expired { .. } => "expired",
        }
    }
}

/// What the rules need to know of a document that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentDocument {
    /// Of which type.
    pub type_id: DocumentTypeId,
    /// About whom.
    pub subject: FileSubject,
    /// For which school year, of a type that is asked for each year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// The day it was sent on, by the organisation's clocks.
    pub received_on: NaiveDate,
    /// The first day on which it no longer counts, where staff read another on it than its type says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_end: Option<NaiveDate>,
    /// What staff said of it; nothing yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

impl SentDocument {
    /// The first day on which it no longer counts: what staff read on it, else what its type says; none: it counts for
    /// ever, or its school year is not known.
    #[must_use]
    pub fn expires_on(&self, kind: &DocumentType, calendar: &Calendar) -> Option<NaiveDate> {
        if self.corrected_end.is_some() {
            return self.corrected_end;
        }
        match kind.validity {
            DocumentValidity::SchoolYear => calendar.bounds(self.school_year?).map(|(_, until)| until),
            DocumentValidity::Months { months } => self.received_on.checked_add_months(Months::new(months)),
            DocumentValidity::Forever => None,
        }
    }

    /// How far it is on a day.
    #[must_use]
    pub fn state(&self, kind: &DocumentType, calendar: &Calendar, day: NaiveDate) -> DocumentState {
        if let Some(Verdict::Refused { reason }) = &self.verdict {
            return DocumentState::Refused { reason: reason.clone() };
        }
        let accepted = self.verdict == Some(Verdict::Accepted);
        match self.expires_on(kind, calendar) {
            Some(expires_on) if expires_on <= day => DocumentState::Expired { expires_on },
            // what does not count yet is not about to stop counting
            Some(expires_on)
                if (accepted || !kind.needs_acceptance)
                    && expires_on
                        <= day.checked_add_days(Days::new(kind.reminder_days.into())).unwrap_or(day) =>
            {
                DocumentState::Expiring { expires_on }
            }
            _ if accepted => DocumentState::Accepted,
            _ => DocumentState::Received,
        }
    }

    /// Whether it counts on a day: once received, unless refused or expired; its type may demand acceptance (DESIGN §5).
    #[must_use]
    pub fn satisfies(&self, kind: &DocumentType, calendar: &Calendar, day: NaiveDate) -> bool {
        match self.state(kind, calendar, day) {
            DocumentState::Accepted | DocumentState::Expiring { .. } => true,
            DocumentState::Received => !kind.needs_acceptance,
            DocumentState::Missing | DocumentState::Refused { .. } | DocumentState::Expired { .. } => false,
        }
    }
}

/// What was sent for one thing that is asked for, the newest last.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The type.
    pub kind: &'a DocumentType,
    /// The organisation's calendar.
    pub calendar: &'a Calendar,
    /// The day.
    pub day: NaiveDate,
}

impl Sent<'_> {
    /// How far the newest is; [`DocumentState::Missing`] when there is none.
    #[must_use]
    pub fn state<'a>(self, documents: impl IntoIterator<Item = &'a SentDocument>) -> DocumentState {
        let newest = documents.into_iter().last();
        newest.map_or(DocumentState::Missing, |newest| newest.state(self.kind, self.calendar, self.day))
    }

    /// Whether any counts: an accepted one goes on counting while its successor waits to be looked at.
    #[must_use]
    pub fn satisfies<'a>(self, documents: impl IntoIterator<Item = &'a SentDocument>) -> bool {
        documents.into_iter().any(|one| one.satisfies(self.kind, self.calendar, self.day))
    }
}
