//! Making one household of two that are the same family.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::{Field, FieldValue, FileState};
use crate::ids::{AccountId, ChildId, DocumentTypeId, GuardianId, HouseholdId, SlotId};

/// One of two households.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MergeSide {
    /// The one that stays.
    Kept,
    /// The one that goes over into it.
    Other,
}

/// Two children that are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SameChild {
    /// Of the household that stays.
    pub kept: ChildId,
    /// Of the other.
    pub other: ChildId,
}

/// Two guardians who are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SameGuardian {
    /// Of the household that stays.
    pub kept: GuardianId,
    /// Of the other.
    pub other: GuardianId,
    /// Whose account stays, when both have one: the other's is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<MergeSide>,
}

/// What is to be made one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MergePlan {
    /// The household that goes over into the one of the path.
    pub other_id: HouseholdId,
    /// Children of both who are one; nothing: as proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub children: Option<Vec<SameChild>>,
    /// Guardians of both who are one; nothing: as proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardians: Option<Vec<SameGuardian>>,
}

/// Two households side by side, and what making them one would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergePreview {
    /// What to merge with: the `ETag` of both households and the plan, as they stand.
    pub etag: String,
    /// The household that stays.
    pub kept: MergeHousehold,
    /// The one that goes over into it.
    pub other: MergeHousehold,
    /// Children who become one: those of the plan, else those of the same name and day of birth.
    pub children: Vec<SameChild>,
    /// Guardians who become one: those of the plan, else those of the same name or mail address.
    pub guardians: Vec<SameGuardian>,
    /// What both tell differently, or have both, and what becomes of it.
    pub conflicts: Vec<MergeConflict>,
    /// What goes over.
    pub moved: MergeCounts,
}

/// A household as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeHousehold {
    /// Its id.
    pub id: HouseholdId,
    /// What it is called.
    pub name: String,
    /// Whether it lives on the organisation's territory; none while nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<bool>,
    /// What it has answered.
    pub values: BTreeMap<Field, FieldValue>,
    /// Its guardians.
    pub guardians: Vec<MergeGuardian>,
    /// Its children.
    pub children: Vec<MergeChild>,
}

/// A guardian as they are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeGuardian {
    /// Who.
    pub id: GuardianId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mail address, of the account where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
}

/// A child as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeChild {
    /// Who.
    pub id: ChildId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Day of birth.
    pub birth_date: NaiveDate,
}

/// Whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MergeSubject {
    /// The household's.
    Household,
    /// A guardian's, by the id that stays.
    Guardian(GuardianId),
    /// A child's, by the id that stays.
    Child(ChildId),
}

/// Something that both have, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MergeConflict {
    /// Two answers to a field: that of the household that stays holds. Health is named, not shown.
    Answer {
        /// Whose.
        subject: MergeSubject,
        /// Which field.
        field: Field,
        /// The answer that holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept: Option<FieldValue>,
        /// The answer that is given up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<FieldValue>,
    },
    /// One lives on the territory, the other does not: what is said of the one that stays holds.
    Resident {
        /// What holds.
        resident: bool,
    },
    /// Two places of a child in one session: the one booked first stays, the other is cancelled and its seat freed.
    Booking {
        /// Whose, by the id that stays.
        child_id: ChildId,
        /// Of which slot.
        slot_id: SlotId,
        /// On which day.
        day: NaiveDate,
    },
    /// Two files of one school year: the further one holds. Where it is validated, children who come from the file that was
    /// not are to be checked.
    File {
        /// Of which year.
        school_year: SchoolYear,
        /// How far the one of the household that stays is.
        kept: FileState,
        /// How far the other is.
        other: FileState,
        /// What holds.
        result: FileState,
    },
    /// Two documents of one kind: both stay; the one received last counts.
    Document {
        /// Of which type.
        type_id: DocumentTypeId,
        /// How many there are in all.
        count: u32,
    },
    /// Two edits of the same subject wait for staff: the later one waits on, the other is withdrawn.
    ChangeRequest {
        /// Whose.
        subject: MergeSubject,
    },
    /// Two accounts of one guardian: the one not chosen is closed.
    Account {
        /// Whose, by the id that stays.
        guardian_id: GuardianId,
        /// The mail address that is not signed in with any more.
        closed: String,
    },
}

/// How many rows of each kind go over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeCounts {
    /// Guardians who come into the household.
    pub guardians: u64,
    /// Children who come into the household.
    pub children: u64,
    /// Places, cancelled ones among them.
    pub bookings: u64,
    /// Requests.
    pub requests: u64,
    /// Documents.
    pub documents: u64,
    /// Messages.
    pub messages: u64,
    /// Notes of staff.
    pub notes: u64,
    /// Edits that wait or have waited.
    pub change_requests: u64,
    /// Files of school years.
    pub files: u64,
    /// Deeds of the history.
    pub history: u64,
}

/// Two households are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Merged {
    /// The household that stays.
    pub household_id: HouseholdId,
    /// The one that is no more: its id answers `household_merged`.
    pub merged_id: HouseholdId,
    /// What both had, and what became of it.
    pub conflicts: Vec<MergeConflict>,
    /// What went over.
    pub moved: MergeCounts,
}
