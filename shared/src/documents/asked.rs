//! What is asked of a household in a school year, and what of it is missing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DocumentOwner, DocumentState, DocumentType, Sent, SentDocument};
use crate::activities::{Activity, Ineligible};
use crate::calendar::SchoolYear;
use crate::families::{Child, FileSubject};
use crate::ids::{ActivityId, ChildId, DocumentTypeId, GuardianId};
use crate::organisation::Organisation;

/// One thing that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedDocument {
    /// Of which type.
    pub type_id: DocumentTypeId,
    /// About whom.
    pub subject: FileSubject,
    /// For which school year, of a type that is asked for each year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
}

impl AskedDocument {
    /// Whether a document was sent for this.
    #[must_use]
    pub fn is_answered_by(&self, sent: &SentDocument) -> bool {
        (self.type_id, self.subject, self.school_year) == (sent.type_id, sent.subject, sent.school_year)
    }
}

/// A type with a condition that a child meets. Of the answers that it rests on, nothing else leaves where they are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalledFor {
    /// Of whom.
    pub child_id: ChildId,
    /// Which type.
    pub type_id: DocumentTypeId,
}

/// Of whom documents are asked.
#[derive(Clone, Copy, Debug)]
pub struct Concerned<'a> {
    /// The guardians of the household.
    pub guardians: &'a [GuardianId],
    /// Its children, or one of them.
    pub children: &'a [Child],
    /// Which types with a condition are asked about which of them.
    pub called_for: &'a [CalledFor],
}

/// Whether an activity may take a child in a school year, whatever the day: what a day decides (age) is left open.
fn takes(activity: &Activity, child: &Child, day: NaiveDate, year: SchoolYear) -> bool {
    matches!(
        activity.eligibility.refuses(child, day, year),
        None | Some(Ineligible::TooYoung { .. } | Ineligible::TooOld { .. })
    )
}

/// Whether a type is asked about a child in a school year: an activity it is for may take the child, who meets its condition.
#[must_use]
pub fn is_asked(
    organisation: &Organisation,
    kind: &DocumentType,
    child: &Child,
    called_for: &[CalledFor],
    year: SchoolYear,
) -> bool {
    if !kind.when.is_empty() && !called_for.contains(&CalledFor { child_id: child.id, type_id: kind.id }) {
        return false;
    }
    let day = organisation.calendar.bounds(year).map_or(organisation.sessions_from, |(from, _)| from);
    let mut activities = organisation.activities.iter().filter(|activity| kind.is_for(activity.id));
    child.schooling(year).is_some() && activities.any(|activity| takes(activity, child, day, year))
}

/// Everything that is asked of a household in a school year, by type in the order of the configuration.
#[must_use]
pub fn asked_documents(
    organisation: &Organisation,
    of: Concerned<'_>,
    year: SchoolYear,
) -> Vec<AskedDocument> {
    let Concerned { guardians, children, called_for } = of;
    let mut asked = Vec::new();
    for kind in &organisation.documents {
        let concerned: Vec<_> =
            children.iter().filter(|child| is_asked(organisation, kind, child, called_for, year)).collect();
        if concerned.is_empty() {
            continue;
        }
        let subjects: Vec<FileSubject> = match kind.owner {
            DocumentOwner::Household => vec![FileSubject::Household],
            DocumentOwner::Guardian => guardians.iter().copied().map(FileSubject::Guardian).collect(),
            DocumentOwner::Child => concerned.into_iter().map(|child| FileSubject::Child(child.id)).collect(),
        };
        let school_year = kind.is_yearly().then_some(year);
        asked.extend(subjects.into_iter().map(|subject| AskedDocument {
            type_id: kind.id,
            subject,
            school_year,
        }));
    }
    asked
}

/// Which required documents of a household do not count on a day, in a school year, in the order of the configuration.
/// `sent` holds what the household sent, the newest last.
#[must_use]
pub fn missing_of_household(
    organisation: &Organisation,
    of: Concerned<'_>,
    sent: &[SentDocument],
    year: SchoolYear,
    day: NaiveDate,
) -> Vec<AskedDocument> {
    let mut missing = asked_documents(organisation, of, year);
    missing.retain(|asked| {
        organisation.document(asked.type_id).is_some_and(|kind| {
            let of_it = sent.iter().filter(|one| asked.is_answered_by(one));
            kind.required && !Sent { kind, calendar: &organisation.calendar, day }.satisfies(of_it)
        })
    });
    missing
}

/// Whether what is asked for was sent and staff have not looked yet: it may be missing, and the family has done its part.
#[must_use]
pub fn awaits_staff(
    organisation: &Organisation,
    asked: &AskedDocument,
    sent: &[SentDocument],
    day: NaiveDate,
) -> bool {
    organisation.document(asked.type_id).is_some_and(|kind| {
        let of_it = sent.iter().filter(|one| asked.is_answered_by(one));
        Sent { kind, calendar: &organisation.calendar, day }.state(of_it) == DocumentState::Received
    })
}

/// Which required documents do not count on a day, for a child in a school year: those of an activity, or of any when
/// none is named. `of` names the child alone. `sent` holds what the household sent, the newest last.
#[must_use]
pub fn missing_documents(
    organisation: &Organisation,
    of: Concerned<'_>,
    sent: &[SentDocument],
    year: SchoolYear,
    activity: Option<ActivityId>,
    day: NaiveDate,
) -> Vec<AskedDocument> {
    let kind_of = |asked: &AskedDocument| organisation.documents.iter().find(|kind| kind.id == asked.type_id);
    let asked = asked_documents(organisation, of, year);
    asked
        .into_iter()
        .filter(|asked| {
            kind_of(asked).is_some_and(|kind| {
                let of_it = sent.iter().filter(|one| asked.is_answered_by(one));
                let here = Sent { kind, calendar: &organisation.calendar, day };
                kind.required
                    && activity.is_none_or(|activity| kind.is_for(activity))
                    && !here.satisfies(of_it)
            })
        })
        .collect()
}
