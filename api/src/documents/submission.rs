//! What a file is sent as, checked: the type, whom it is about, the school year.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use shared::documents::{DocumentOwner, DocumentType};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use shared::wire::DocumentSubmission;

use super::family;
use crate::error::Error;

/// The type of what is sent, once everything said of it holds.
///
/// # Errors
///
/// [`Error::UnknownNamed`] and [`Error::InvalidValue`], naming the parameter; those of the database.
pub(super) async fn checked<'a>(
    db: &impl ConnectionTrait,
    organisation: &'a Organisation,
    household: HouseholdId,
    submission: &DocumentSubmission,
    today: NaiveDate,
) -> Result<&'a DocumentType, Error> {
    let kind = organisation.document(submission.type_id);
    let kind = kind.ok_or_else(|| Error::unknown("type_id", "no such type of document"))?;
    let (guardian, child) = (submission.guardian_id, submission.child_id);
    let named = [
        ("guardian_id", guardian.is_some(), DocumentOwner::Guardian),
        ("child_id", child.is_some(), DocumentOwner::Child),
    ];
    for (field, is_named, owner) in named {
        match (is_named, kind.owner == owner) {
            (true, false) => return Err(Error::invalid(field, "unexpected", "the type is not about them")),
            (false, true) => return Err(Error::invalid(field, "missing", "the type is about one of them")),
            _ => {}
        }
    }
    if let Some(id) = guardian
        && !family::guardians(db, household).await?.iter().any(|row| row.id == id.0)
    {
        return Err(Error::unknown("guardian_id", "no guardian of this household"));
    }
    if let Some(id) = child
        && !family::children(db, household).await?.iter().any(|child| child.id == id)
    {
        return Err(Error::unknown("child_id", "no child of this household"));
    }
    year(organisation, kind, submission, today)?;
    Ok(kind)
}

fn year(
    organisation: &Organisation,
    kind: &DocumentType,
    submission: &DocumentSubmission,
    today: NaiveDate,
) -> Result<(), Error> {
    let wrong = |code, detail: &str| Err(Error::invalid("school_year", code, detail));
    match (submission.school_year, kind.is_yearly()) {
        (None, true) => wrong("missing", "the type is asked for each school year"),
        (Some(_), false) => wrong("unexpected", "the type is not asked for each school year"),
        (None, false) => Ok(()),
        (Some(year), true) => match organisation.calendar.bounds(year) {
            Some((_, until)) if until <= today => wrong("over", "that school year is over"),
            Some((from, _)) if organisation.sessions_from <= from && from < organisation.sessions_until => {
                Ok(())
            }
            _ => wrong("out_of_range", "a school year that the organisation plans"),
        },
    }
}
