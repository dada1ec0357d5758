//! The configuration of an organisation as an immutable, numbered snapshot: everything the rules need to know.

use serde::{Deserialize, Serialize};

use crate::activities::{Activity, Facility, RegistrationWindow, Slot};
use crate::calendar::Calendar;
use crate::families::{Contact, School};
use crate::ids::{FacilityId, SchoolId, SlotId};

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
    /// Schools, in the order of the configuration.
    pub schools: Vec<School>,
    /// Facilities, likewise.
    pub facilities: Vec<Facility>,
    /// Activities, likewise.
    pub activities: Vec<Activity>,
    /// Registration windows.
    pub windows: Vec<RegistrationWindow>,
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

    /// A slot by its id, with its activity.
    #[must_use]
    pub fn slot(&self, id: SlotId) -> Option<(&Activity, &Slot)> {
        self.activities
            .iter()
            .find_map(|activity| Some((activity, activity.slots.iter().find(|slot| slot.id == id)?)))
    }
}
