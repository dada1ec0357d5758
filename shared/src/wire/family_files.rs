//! The family file: what families read and change, what staff check.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::{Beginning, FamilyFile, Field, FieldRule, FieldValue, FileState, FileSubject};
use crate::ids::{ChangeRequestId, ChildId, HouseholdId};
use crate::wire::{MissingDocument, PerhapsSame};

/// The file of a household, as its guardians and staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FamilyFileSheet {
    /// The server's instant in milliseconds since 1970.
    pub server_time_ms: i64,
    /// Whose.
    pub household_id: HouseholdId,
    /// The household's name.
    pub name: String,
    /// Whether it lives on the organisation's territory: staff say so. None while they have not: it counts as if it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<bool>,
    /// How far the file is, and what it lacks.
    pub file: FamilyFile,
    /// Required documents that do not count today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_documents: Vec<MissingDocument>,
    /// Of the file's decisions; the `ETag` to decide with. 0 before anybody submitted or decided.
    pub version: i32,
    /// When the family last said that it was complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whether staff have not decided since.
    #[serde(default)]
    pub waits: bool,
    /// What staff ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether something can be booked only once staff have validated the file.
    pub needs_validation: bool,
    /// The school years there are files for, in order.
    pub school_years: Vec<SchoolYear>,
    /// Of which school year school and grade of a child who comes are told.
    pub beginning: Beginning,
    /// What the organisation asks in this school year, hidden fields left out.
    pub rules: BTreeMap<Field, FieldRule>,
    /// The parts, in the order of the file: guardians, household, children.
    pub parts: Vec<FilePart>,
    /// Households which perhaps are the same family; only staff are told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perhaps_same: Vec<PerhapsSame>,
}

/// What the file tells of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilePart {
    /// Of whom.
    pub subject: FileSubject,
    /// The `ETag` to change it with.
    pub version: i32,
    /// The answers there are.
    pub values: BTreeMap<Field, FieldValue>,
    /// Fields of health that have an answer. Families find it among `values`; staff ask for it besides, and their look is
    /// recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed: Vec<Field>,
    /// Edits that wait for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<WaitingChange>,
    /// The last edit that staff refused within thirty days, unless the family has asked for some of it again; staff are told
    /// by the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedChange>,
    /// Of a guardian: the mail address of the account, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Of a guardian who has no account: the mail address that the organisation knows. Only staff are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_email: Option<String>,
    /// Of a child: the first school year it is gone in, once staff have said that it leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_from: Option<SchoolYear>,
    /// Of a guardian: whether it is the one who asks.
    #[serde(default)]
    pub is_me: bool,
    /// Of a child: first names of its guardians in its other household. All that is told of that household.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<String>,
}

/// Edits of one subject that wait for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingChange {
    /// The change request.
    pub id: ChangeRequestId,
    /// When it was made or last changed.
    pub created_at: DateTime<Utc>,
    /// What is to stand there; nothing: the answer is to be taken out.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::answers_or_null))]
    pub values: BTreeMap<Field, Option<FieldValue>>,
}

/// An edit of one subject that staff refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedChange {
    /// When.
    pub at: DateTime<Utc>,
    /// What was to change.
    pub fields: Vec<Field>,
    /// Why not, in the words of staff.
    pub reason: String,
}

/// An edit of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileEdit {
    /// Of whom.
    pub subject: FileSubject,
    /// By the rules of which school year, and of which one schooling is told.
    pub school_year: SchoolYear,
    /// Answers; `null` takes one out. Fields not named stay.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::answers_or_null))]
    pub values: BTreeMap<Field, Option<FieldValue>>,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileEditResult {
    /// Of whom.
    pub subject: FileSubject,
    /// The `ETag` to change it with next.
    pub version: i32,
    /// What took effect.
    pub applied: Vec<Field>,
    /// What waits for staff; what stood there holds meanwhile.
    pub waiting: Vec<Field>,
}

/// Somebody who comes into the household: a child, or another guardian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// Of which school year schooling is told.
    pub school_year: SchoolYear,
    /// Answers, names and (of a child) the day of birth among them.
    pub values: BTreeMap<Field, FieldValue>,
}

/// Which file is submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileSubmission {
    /// Of which school year.
    pub school_year: SchoolYear,
}

/// A file in the staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FamilyFileSummary {
    /// Whose.
    pub household_id: HouseholdId,
    /// The household's name.
    pub name: String,
    /// Of which school year.
    pub school_year: SchoolYear,
    /// How far it is.
    pub state: FileState,
    /// The `ETag` to decide with.
    pub version: i32,
    /// When the family submitted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
    /// First names of the children, the eldest first.
    pub children: Vec<String>,
    /// Names of the guardians, those who came first first.
    #[serde(default)]
    pub guardians: Vec<String>,
    /// Mail addresses known of guardians who have no account, or have never set its password: to be invited (again).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_come: Vec<String>,
}

/// What staff say to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileVerdict {
    /// It is right: the family may book.
    Validated,
    /// Something is wrong or missing; the message says what.
    MoreNeeded,
}

/// A decision on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileDecision {
    /// Of which school year.
    pub school_year: SchoolYear,
    /// What.
    pub verdict: FileVerdict,
    /// What is needed, for the family; at most 1,000 characters. Required with `more_needed`.
    #[serde(default)]
    pub message: String,
    /// Whether the household lives on the organisation's territory; nothing: as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<bool>,
    /// Why the file is validated although something required is missing, for the history: at most 1,000 characters. Without
    /// it such a file is not validated; where nothing is missing it is not kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub despite: String,
}

/// Whether a household lives on the organisation's territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Residence {
    /// It does, or it does not; `null`: nobody knows yet, and it counts as if it did not.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub resident: Option<bool>,
}

/// A change request in the staff's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeRequest {
    /// Its id.
    pub id: ChangeRequestId,
    /// Whose file it changes.
    pub household_id: HouseholdId,
    /// The household's name.
    pub household: String,
    /// Of whom.
    pub subject: FileSubject,
    /// Name of the guardian or child; of the household.
    pub subject_name: String,
    /// The school year of schools, grades and classes in it.
    pub school_year: SchoolYear,
    /// The `ETag` to decide with.
    pub version: i32,
    /// When it was made or last changed.
    pub created_at: DateTime<Utc>,
    /// What changes; health data are named and not shown.
    pub changes: Vec<FieldChange>,
}

/// One field of a change request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Which.
    pub field: Field,
    /// What stands there; nothing of health.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<FieldValue>,
    /// What is to stand there; nothing of health, or when the answer is to be taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<FieldValue>,
}

/// A decision on a change request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeDecision {
    /// Whether it takes effect.
    pub accepted: bool,
    /// Why not, for the family; at most 1,000 characters. Required when it is not accepted.
    #[serde(default)]
    pub reason: String,
}

/// The health of a child, as staff look at it: the look is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChildHealth {
    /// Whose.
    pub child_id: ChildId,
    /// What the family told.
    pub values: BTreeMap<Field, FieldValue>,
    /// What is to stand there when the waiting change request is accepted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::answers_or_null))]
    pub waiting: BTreeMap<Field, Option<FieldValue>>,
}

/// Somebody who came into the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberCreated {
    /// Who.
    pub subject: FileSubject,
}
