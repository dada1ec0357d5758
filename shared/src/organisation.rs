//! The configuration of an organisation as an immutable, numbered snapshot: everything the rules need to know.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::activities::{Activity, ClosureCause, Facility, RegistrationWindow, Slot};
use crate::calendar::{Calendar, SchoolYear, local};
use crate::documents::DocumentType;
use crate::families::{Contact, FilePolicy, School};
use crate::ids::{DocumentTypeId, FacilityId, SchoolId, SlotId};

/// One version of an organisation's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organisation {
    /// Which version, counted from 1. Bookings record the one they were decided by.
    pub version: u32,
    /// The organisation's name.
    pub name: String,
    /// Whom families call or write to.
    pub contacts: Vec<Contact>,
    /// Vacations, public holidays, time zone.
    pub calendar: Calendar,
    /// The first day there are sessions for: that of the first school year planned.
    pub sessions_from: NaiveDate,
    /// The first day there are no more sessions for: the one after the last school year planned.
    pub sessions_until: NaiveDate,
    /// Schools, in the order of the configuration.
    pub schools: Vec<School>,
    /// Facilities, likewise.
    pub facilities: Vec<Facility>,
    /// Activities, likewise.
    pub activities: Vec<Activity>,
    /// Registration windows.
    pub windows: Vec<RegistrationWindow>,
    /// Supporting documents asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentType>,
    /// What families are asked, and whether they may sign up by themselves.
    #[serde(default)]
    pub file: FilePolicy,
}

impl Organisation {
    /// A school by its id.
    #[must_use]
    pub fn school(&self, id: SchoolId) -> Option<&School> {
        self.schools.iter().find(|school| school.id == id)
    }

    /// A facility by its id.
    #[must_use]
    pub fn facility(&self, id: FacilityId) -> Option<&Facility> {
        self.facilities.iter().find(|facility| facility.id == id)
    }

    /// A type of document by its id.
    #[must_use]
    pub fn document(&self, id: DocumentTypeId) -> Option<&DocumentType> {
        self.documents.iter().find(|kind| kind.id == id)
    }

    /// Whether a type of document tells of a child's health.
    #[must_use]
    pub fn tells_health(&self, id: DocumentTypeId) -> bool {
        self.document(id).is_some_and(|kind| kind.health)
    }

    /// A slot by its id, with its activity.
    #[must_use]
    pub fn slot(&self, id: SlotId) -> Option<(&Activity, &Slot)> {
        self.activities
            .iter()
            .find_map(|activity| Some((activity, activity.slots.iter().find(|slot| slot.id == id)?)))
    }

    /// The school years that sessions are planned for, in order.
    #[must_use]
    pub fn school_years(&self) -> Vec<SchoolYear> {
        let first = self.calendar.school_year(self.sessions_from).ok();
        std::iter::successors(first, |year| Some(year.next()))
            .take_while(|year| {
                self.calendar.bounds(*year).is_some_and(|(from, _)| from < self.sessions_until)
            })
            .collect()
    }

    /// The day it is in the organisation.
    #[must_use]
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        local(self.calendar.time_zone, now).date()
    }

    /// The present school year where sessions are planned for it, else the first planned.
    #[must_use]
    pub fn present_school_year(&self, now: DateTime<Utc>) -> Option<SchoolYear> {
        let planned = self.school_years();
        let present = self.calendar.school_year(self.today(now)).ok();
        present.filter(|year| planned.contains(year)).or_else(|| planned.first().copied())
    }

    /// The school year that is asked for, where sessions are planned for it; the present one where none is asked for.
    #[must_use]
    pub fn planned_school_year(&self, asked: Option<SchoolYear>, now: DateTime<Utc>) -> Option<SchoolYear> {
        match asked {
            Some(asked) => self.school_years().contains(&asked).then_some(asked),
            None => self.present_school_year(now),
        }
    }

    /// Whether something can be booked only once staff have validated the family's file.
    #[must_use]
    pub fn needs_validation(&self) -> bool {
        self.activities.iter().any(|activity| activity.requires_validated_file)
            || self.windows.iter().any(|window| window.validated_file_only)
    }

    /// The schools whose children some facilities serve; `None` when one of their activities takes those of every school.
    #[must_use]
    pub fn schools_served(&self, facilities: &[FacilityId]) -> Option<BTreeSet<SchoolId>> {
        let activities = self.activities.iter().filter(|activity| facilities.contains(&activity.facility_id));
        let mut schools = BTreeSet::new();
        for activity in activities {
            if activity.eligibility.schools.is_empty() {
                return None;
            }
            schools.extend(activity.eligibility.schools.iter().copied());
        }
        Some(schools)
    }

    /// Why an activity has no sessions on a day; `None` when it has.
    #[must_use]
    pub fn closed_on(&self, activity: &Activity, day: NaiveDate) -> Option<ClosureCause> {
        let planned = self.sessions_from <= day && day < self.sessions_until;
        match self.facility(activity.facility_id) {
            Some(facility) if planned || !self.calendar.knows(day) => {
                activity.closed_on(day, facility, &self.calendar)
            }
            _ => Some(ClosureCause::NotPlanned),
        }
    }
}
