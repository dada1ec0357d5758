//! The calendar of a child's days as one household sees it, and whom it is kept with.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::custody::CustodyCalendar;
use shared::ids::{ChildId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{ChildCustodySheet, CustodyProposal};
use uuid::Uuid;

use super::{rows, store};
use crate::entities::custodies::Model;
use crate::error::Error;
use crate::family_files::{elsewhere, homes};
use crate::http::etag_of_version;

/// A child, where it lives, and whose its days are.
pub(super) struct Custody {
    pub(super) household: HouseholdId,
    pub(super) child_id: ChildId,
    pub(super) first_name: String,
    /// The other households.
    others: Vec<Uuid>,
    row: Option<Model>,
}

impl Custody {
    /// Loads what is known of a child of a household.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; those of the database.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        household: HouseholdId,
        child: ChildId,
    ) -> Result<Self, Error> {
        let first_name = store::child(db, household, child).await?.first_name;
        let homes = homes(db, &[child.0]).await?;
        let others: Vec<Uuid> =
            homes.into_iter().map(|home| home.household_id).filter(|id| *id != household.0).collect();
        let row = store::of_children(db, &[child.0]).await?.into_iter().next();
        Ok(Self { household, child_id: child, first_name, others, row })
    }

    /// The only other household: with one more, nobody can say whose a day is.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidValue`] naming `child_id`.
    pub(super) fn other(&self) -> Result<HouseholdId, Error> {
        let wrong = |code| Err(Error::invalid("child_id", code, "the days of two households"));
        match self.others.as_slice() {
            [other] => Ok((*other).into()),
            [] => wrong("one_household"),
            _ => wrong("several_households"),
        }
    }

    /// How often it was changed.
    pub(super) fn version(&self) -> i32 {
        self.row.as_ref().map_or(0, |row| row.version)
    }

    /// Makes sure that nobody has changed it since it was read.
    ///
    /// # Errors
    ///
    /// [`Error::ChangedMeanwhile`]
    pub(super) fn unchanged(&self, version: i32) -> Result<(), Error> {
        if self.version() == version { Ok(()) } else { Err(Error::ChangedMeanwhile) }
    }

    /// The row as it is to be written next, of these two households: what they kept with another one is over.
    pub(super) fn next(&self, other: HouseholdId) -> Model {
        let pair = |row: &&Model| {
            [row.household_id, row.other_household_id]
                .iter()
                .all(|id| [self.household.0, other.0].contains(id))
        };
        let kept = self.row.as_ref().filter(pair);
        let fresh = Model {
            child_id: self.child_id.0,
            household_id: self.household.0,
            other_household_id: other.0,
            calendar: None,
            proposal: None,
            proposed_by: None,
            proposed_at: None,
            version: 0,
        };
        Model { version: self.version() + 1, ..kept.cloned().unwrap_or(fresh) }
    }

    /// Who proposed what waits; nobody.
    pub(super) fn proposed_by(&self) -> Option<HouseholdId> {
        self.row
            .as_ref()
            .filter(|row| row.proposed_at.is_some())
            .and_then(|row| row.proposed_by)
            .map(Into::into)
    }

    /// The calendar in force, as the household sees it.
    pub(super) fn calendar(&self) -> Result<Option<CustodyCalendar>, Error> {
        let holds = |row: &&Model| {
            [row.household_id, row.other_household_id]
                .iter()
                .all(|id| *id == self.household.0 || self.others.contains(id))
        };
        self.row.as_ref().filter(holds).map_or(Ok(None), |row| rows::calendar(row, self.household))
    }

    /// Whether a calendar is the one that waits or the one in force, as the household sees it: proposing it says nothing new.
    pub(super) fn says(&self, calendar: &CustodyCalendar) -> Result<bool, Error> {
        let waits = self.proposal()?.is_some_and(|waiting| waiting.calendar == *calendar);
        Ok(waits || self.calendar()?.unwrap_or_default() == *calendar)
    }

    /// The calendar that waits, as the household sees it.
    pub(super) fn proposal(&self) -> Result<Option<CustodyProposal>, Error> {
        let Some(row) = &self.row else { return Ok(None) };
        let (Some(by), Some(at)) = (row.proposed_by, row.proposed_at) else { return Ok(None) };
        let mine = [row.household_id, row.other_household_id].contains(&self.household.0);
        // one that names nobody for any day is kept as none
        let calendar = rows::proposal(row, self.household)?.unwrap_or_default();
        Ok(mine.then_some(CustodyProposal { calendar, ours: by == self.household.0, created_at: at }))
    }
}

/// The sheet of a child's days for one of its households.
pub(super) async fn sheet(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
    child: ChildId,
    now: DateTime<Utc>,
) -> Result<ChildCustodySheet, Error> {
    let custody = Custody::load(db, household, child).await?;
    let elsewhere = elsewhere(db, household, &[child.0]).await?.remove(&child).unwrap_or_default();
    Ok(ChildCustodySheet {
        server_time_ms: now.timestamp_millis(),
        today: organisation.today(now),
        child_id: child,
        version: custody.version(),
        calendar: custody.calendar()?,
        proposal: custody.proposal()?,
        first_name: custody.first_name,
        elsewhere,
    })
}

/// A calendar as it is kept.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming the range at fault.
pub(super) fn checked(calendar: &CustodyCalendar) -> Result<CustodyCalendar, Error> {
    calendar.checked().map_err(|(position, fault)| {
        let field =
            position.map_or_else(|| "calendar.ranges".to_owned(), |n| format!("calendar.ranges[{n}]"));
        Error::invalid(field, fault.code(), "see the rules of the calendar")
    })
}

/// As it is answered: nobody else's cache keeps it.
pub(super) fn answer(sheet: &ChildCustodySheet) -> actix_web::HttpResponse {
    actix_web::HttpResponse::Ok().insert_header(("ETag", etag_of_version(sheet.version))).json(sheet)
}
