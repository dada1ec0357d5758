//! The facts a decision rests on: rules, children, bookings, free seats.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::activities::CapacityGroup;
use crate::calendar::SchoolYear;
use crate::custody::CustodyCalendar;
use crate::documents::{CalledFor, SentDocument};
use crate::families::{Child, FamilyFile, FileState};
use crate::ids::{ChildId, GuardianId, SlotId};
use crate::organisation::Organisation;

/// Everything that decides about the bookings of one household, for a range of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facts {
    /// The configuration in force.
    #[cfg_attr(feature = "openapi", schema(value_type = Organisation))]
    pub organisation: Arc<Organisation>,
    /// The household's children.
    pub children: Vec<Child>,
    /// The household's files.
    pub files: Vec<FamilyFile>,
    /// The household's guardians, for documents about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guardians: Vec<GuardianId>,
    /// Which documents with a condition are asked about which children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub called_for: Vec<CalledFor>,
    /// The supporting documents that were sent, the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<SentDocument>,
    /// The places the children have, made by this household or another of theirs.
    pub bookings: Vec<SlotBookings>,
    /// Those of them that another household of the child made: it alone gives them back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<SlotBookings>,
    /// Whose days they are, of children who live in two households and have a calendar.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<ChildCustody>,
    /// Free seats of sessions with a limit.
    pub sessions: Vec<SlotSessions>,
}

/// The days on which one child has a place in one slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotBookings {
    /// Whose.
    pub child_id: ChildId,
    /// In which slot.
    pub slot_id: SlotId,
    /// On which days, ascending.
    pub days: Vec<NaiveDate>,
}

/// The calendar of one child’s days, as the household sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChildCustody {
    /// Whose.
    pub child_id: ChildId,
    /// The calendar in force.
    pub calendar: CustodyCalendar,
}

/// The sessions of a slot that have a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotSessions {
    /// Of which slot.
    pub slot_id: SlotId,
    /// By day, ascending.
    pub days: Vec<SessionSeats>,
}

/// The seats of one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSeats {
    /// The session's day.
    pub day: NaiveDate,
    /// By group.
    pub seats: Vec<FreeSeats>,
}

/// The free seats of one group in one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FreeSeats {
    /// Which group.
    pub group: CapacityGroup,
    /// How many are free, 0 or more.
    pub free: u32,
}

/// A question names a child or a slot the facts do not hold: another family's child, a slot that is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownSubject {
    /// No child of the household.
    #[error("no child {0} in this household")]
    Child(ChildId),
    /// No slot of the configuration.
    #[error("no slot {0} in this configuration")]
    Slot(SlotId),
}

impl Facts {
    /// A child by its id.
    ///
    /// # Errors
    /// It is none of the household's.
    pub fn child(&self, id: ChildId) -> Result<&Child, UnknownSubject> {
        self.children.iter().find(|child| child.id == id).ok_or(UnknownSubject::Child(id))
    }

    /// The calendar of a child’s days, if it has one.
    #[must_use]
    pub fn custody(&self, child: ChildId) -> Option<&CustodyCalendar> {
        self.custody.iter().find(|one| one.child_id == child).map(|one| &one.calendar)
    }

    /// The file of a school year, if there is one.
    #[must_use]
    pub fn file(&self, year: SchoolYear) -> Option<&FamilyFile> {
        self.files.iter().find(|file| file.school_year == year)
    }

    /// How far the file of a school year is for a child; a year without a file has an incomplete one.
    #[must_use]
    pub fn file_state(&self, year: SchoolYear, child: ChildId) -> FileState {
        self.file(year).map_or(FileState::Incomplete, |file| file.state_for(child))
    }
}
