//! Activities (*accueils*), their slots, when they open, for whom, and when families may register.

mod eligibility;
mod opening;
mod windows;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, LocalTime, resolve};
use crate::deadline::DeadlineRule;
use crate::families::{Contact, Cycle};
use crate::ids::{ActivityId, FacilityId, SlotId};
use crate::text::Text;

pub use eligibility::{Eligibility, Ineligible};
pub use opening::{Closure, ClosureCause, Opening, Period};
pub use windows::{Answer, RegistrationKind, RegistrationWindow, WindowRefusal, judge_windows};

/// A place with its referent's contact (*établissement*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facility {
    /// Its id.
    pub id: FacilityId,
    /// Its name.
    pub name: String,
    /// Postal address, for families to find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whom to ask where the child's school has no referent.
    pub referent: Contact,
    /// Days on which all its activities are closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
}

/// What kind of care an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// School meals (*restaurant scolaire*).
    Canteen,
    /// Before school (*garderie du matin*).
    BeforeSchool,
    /// After school (*garderie du soir*).
    AfterSchool,
    /// Wednesday club (*mercredi*).
    Wednesday,
    /// Holiday centre (*centre de loisirs*).
    Holiday,
}

/// What a facility offers, with the rules its slots share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// Where it takes place.
    pub facility_id: FacilityId,
    /// What kind of care.
    pub kind: ActivityKind,
    /// Its name.
    pub name: Text,
    /// When it opens: on days that any of these match.
    pub openings: Vec<Opening>,
    /// For whom.
    #[serde(default)]
    pub eligibility: Eligibility,
    /// Whether a family must have its file validated before it books.
    #[serde(default)]
    pub requires_validated_file: bool,
    /// Until when a session may be booked; until it starts where there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking_deadline: Option<DeadlineRule>,
    /// Until when a booking may be changed; the booking deadline holds where there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modification_deadline: Option<DeadlineRule>,
    /// Until when a booking may be cancelled; until the session starts where there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_deadline: Option<DeadlineRule>,
    /// What can be booked of it.
    pub slots: Vec<Slot>,
}

/// One bookable thing of an activity's day (*créneau*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// Its name.
    pub name: Text,
    /// When it starts on the local clock.
    pub start: LocalTime,
    /// When it ends on the local clock.
    pub end: LocalTime,
    /// For whom, beside what the activity says.
    #[serde(default)]
    pub eligibility: Eligibility,
    /// How many children a session takes; without limit where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capacities: Vec<Capacity>,
    /// Slots that cannot be booked on the same day for the same child.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusive_with: Vec<SlotId>,
    /// Slots that must be booked on the same day for the same child.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<SlotId>,
}

/// How many children a session takes, in total or of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capacity {
    /// Of which group.
    pub group: CapacityGroup,
    /// How many, 0 or more.
    pub seats: u32,
}

/// A group that has a capacity of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CapacityGroup {
    /// All children together.
    Total,
    /// Those of nursery school.
    Maternelle,
    /// Those of elementary school.
    Elementaire,
}

impl CapacityGroup {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Total, Self::Maternelle, Self::Elementaire];

    /// Whether a child of a cycle takes a seat of this group.
    #[must_use]
    pub const fn holds(self, cycle: Option<Cycle>) -> bool {
        matches!(
            (self, cycle),
            (Self::Total, _)
                | (Self::Maternelle, Some(Cycle::Maternelle))
                | (Self::Elementaire, Some(Cycle::Elementaire))
        )
    }

    /// The code written in JSON and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Maternelle => "maternelle",
            Self::Elementaire => "elementaire",
        }
    }

    /// The group of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }
}

impl Slot {
    /// The instant its session of a day starts.
    #[must_use]
    pub fn starts_at(&self, day: NaiveDate, calendar: &Calendar) -> DateTime<Utc> {
        resolve(calendar.time_zone, self.start.on(day))
    }
}
