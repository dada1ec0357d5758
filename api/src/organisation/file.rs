//! The configuration file of an organisation, as an agent writes it: codes instead of ids, local times.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;
use shared::activities::{ActivityKind, Answer, Closure, Opening, RegistrationKind};
use shared::calendar::{HolidayRegime, LocalInstant, LocalTime, SchoolYear, Weekday};
use shared::deadline::DeadlineRule;
use shared::documents::{DocumentFormat, DocumentOwner, DocumentType, DocumentValidity};
use shared::families::{Contact, Cycle, Field, Grade};
use shared::text::Text;

use super::family_fields::FileEntry;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationFile {
    pub organisation: About,
    pub schools: Vec<SchoolEntry>,
    pub facilities: Vec<FacilityEntry>,
    pub activities: Vec<ActivityEntry>,
    #[serde(default)]
    pub windows: Vec<WindowEntry>,
    #[serde(default)]
    pub documents: Vec<DocumentEntry>,
    #[serde(default)]
    pub file: FileEntry,
}

/// `[organisation]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub name: String,
    pub contacts: Vec<Contact>,
    /// By its official name; gives the zone of the school calendar.
    pub academie: String,
    pub holidays: HolidayRegime,
    #[serde(default = "paris")]
    pub time_zone: Tz,
    /// The school years there are sessions for, one or several in a row.
    pub school_years: Vec<SchoolYear>,
    /// An export of the official calendar, beside this file, instead of the one built in.
    pub calendar: Option<PathBuf>,
}

const fn paris() -> Tz {
    Tz::Europe__Paris
}

/// `[[schools]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SchoolEntry {
    pub code: String,
    pub name: String,
    #[serde(default = "school_weekdays")]
    pub weekdays: Vec<Weekday>,
    /// Which of the two it has; both when it says nothing.
    #[serde(default)]
    pub cycles: Vec<Cycle>,
    pub referent: Option<Contact>,
}

fn school_weekdays() -> Vec<Weekday> {
    Weekday::SCHOOL_DEFAULT.to_vec()
}

/// `[[facilities]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacilityEntry {
    pub code: String,
    pub name: String,
    pub address: Option<String>,
    pub referent: Contact,
    #[serde(default)]
    pub closures: Vec<Closure>,
}

/// `[[activities]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActivityEntry {
    pub code: String,
    pub facility: String,
    pub kind: ActivityKind,
    pub name: Text,
    pub openings: Vec<Opening>,
    #[serde(default)]
    pub eligibility: EligibilityEntry,
    #[serde(default)]
    pub requires_validated_file: bool,
    pub booking_deadline: Option<DeadlineRule>,
    pub modification_deadline: Option<DeadlineRule>,
    pub cancellation_deadline: Option<DeadlineRule>,
    pub slots: Vec<SlotEntry>,
}

/// `[[activities.slots]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlotEntry {
    pub code: String,
    pub name: Text,
    pub start: LocalTime,
    pub end: LocalTime,
    #[serde(default)]
    pub eligibility: EligibilityEntry,
    #[serde(default)]
    pub capacity: CapacityEntry,
    /// `code` of a slot of this activity, or `activity/code`.
    #[serde(default)]
    pub exclusive_with: Vec<String>,
    #[serde(default)]
    pub requires: Vec<String>,
}

/// `capacity = { total = 60, maternelle = 20 }`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CapacityEntry {
    pub total: Option<u32>,
    pub maternelle: Option<u32>,
    pub elementaire: Option<u32>,
}

/// `eligibility = { cycles = ["maternelle"], schools = ["…"], min_age = 3 }`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EligibilityEntry {
    pub cycles: Vec<Cycle>,
    pub grades: Vec<Grade>,
    pub schools: Vec<String>,
    pub min_age: Option<u32>,
    pub max_age: Option<u32>,
    pub residents_only: bool,
}

/// `[[windows]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WindowEntry {
    pub name: Text,
    pub opens: LocalInstant,
    pub closes: LocalInstant,
    pub school_year: Option<SchoolYear>,
    #[serde(default)]
    pub activities: Vec<String>,
    #[serde(default)]
    pub cycles: Vec<Cycle>,
    #[serde(default)]
    pub grades: Vec<Grade>,
    #[serde(default)]
    pub residents_only: bool,
    #[serde(default)]
    pub validated_file_only: bool,
    pub takes: Vec<RegistrationKind>,
    pub answer: Answer,
}

/// `[[documents]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentEntry {
    pub code: String,
    pub name: Text,
    pub hint: Option<Text>,
    pub owner: DocumentOwner,
    /// Codes of the activities it is asked for; all when none is named.
    #[serde(default)]
    pub activities: Vec<String>,
    /// What must be answered of a child, by yes or no, for it to be asked about the child: `{ child_pai = true }`.
    #[serde(default)]
    pub when: BTreeMap<Field, bool>,
    /// Whether it tells of a child's health; so does one whose condition is health.
    #[serde(default)]
    pub health: bool,
    #[serde(default = "yes")]
    pub required: bool,
    /// `{ kind = "school_year" }`, `{ kind = "months", months = 12 }` or `{ kind = "forever" }`
    pub validity: DocumentValidity,
    #[serde(default = "all_formats")]
    pub formats: Vec<DocumentFormat>,
    #[serde(default)]
    pub needs_acceptance: bool,
    #[serde(default = "reminder_days")]
    pub reminder_days: u32,
}

const fn yes() -> bool {
    true
}

fn all_formats() -> Vec<DocumentFormat> {
    DocumentFormat::ALL.to_vec()
}

const fn reminder_days() -> u32 {
    DocumentType::REMINDER_DAYS
}

/// The days between which a range of the file lies the wrong way round.
pub(super) fn is_reversed(from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    matches!((from, to), (Some(from), Some(to)) if to < from)
}
