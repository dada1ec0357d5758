//! Rights of the person: what is held on a household and for how long, its export, its erasure.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::families::Contact;
use crate::ids::{ErasureId, ExportId, HouseholdId};

/// A kind of data that the organisation holds on a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DataCategory {
    /// Accounts of guardians.
    Accounts,
    /// What the file tells of guardians, household and children, health apart.
    Family,
    /// The health of children.
    Health,
    /// Supporting documents.
    Documents,
    /// Change requests.
    ChangeRequests,
    /// Bookings and the requests that made them.
    Bookings,
    /// Messages to referents.
    Messages,
    /// Mails sent to the family.
    Mails,
    /// Which announcements guardians read.
    Announcements,
    /// Notes of staff.
    Notes,
    /// From which devices guardians signed in.
    SignIns,
    /// What was done, by whom, when.
    History,
    /// Exports that were asked for.
    Exports,
}

impl DataCategory {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::Accounts,
        Self::Family,
        Self::Health,
        Self::Documents,
        Self::ChangeRequests,
        Self::Bookings,
        Self::Messages,
        Self::Mails,
        Self::Announcements,
        Self::Notes,
        Self::SignIns,
        Self::History,
        Self::Exports,
    ];

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Family => "family",
            Self::Health => "health",
            Self::Documents => "documents",
            Self::ChangeRequests => "change_requests",
            Self::Bookings => "bookings",
            Self::Messages => "messages",
            Self::Mails => "mails",
            Self::Announcements => "announcements",
            Self::Notes => "notes",
            Self::SignIns => "sign_ins",
            Self::History => "history",
            Self::Exports => "exports",
        }
    }
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeptFor {
    /// So many days.
    Days(u32),
    /// So many months.
    Months(u32),
    /// So many years.
    Years(u32),
}

/// What becomes of data when the household is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasureFate {
    /// It is erased.
    Erased,
    /// It stays without names: the law asks for it.
    Pseudonymised,
    /// Who did what when stays, without what was written.
    Emptied,
}

/// One kind of data: how much there is of it, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataKept {
    /// Which kind.
    pub category: DataCategory,
    /// How many rows of it there are.
    pub held: u64,
    /// How long it is kept; from when is said by the category.
    pub kept_for: KeptFor,
    /// What becomes of it when the household is erased.
    pub on_erasure: ErasureFate,
}

/// What is held on a household, and what its guardians may do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonalData {
    /// Whose.
    pub household_id: HouseholdId,
    /// Each kind of data.
    pub categories: Vec<DataKept>,
    /// The data protection officer, where the organisation names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<Contact>,
    /// Exports that whoever asks has asked for, newest first.
    pub exports: Vec<Export>,
    /// The household's newest request to be erased, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure: Option<Erasure>,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    /// It is being made.
    Waiting,
    /// It can be fetched.
    Ready,
    /// It could not be made; ask again.
    Failed,
    /// It was removed, since its time was over.
    Removed,
}

impl ExportState {
    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Removed => "removed",
        }
    }
}

/// A copy of everything held on a household: a zip of `household.json` and the documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// How far it is.
    pub state: ExportState,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When it was ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<DateTime<Utc>>,
    /// When it is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// Bytes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// Exports, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exports {
    /// They.
    pub items: Vec<Export>,
}

/// How far a request to erase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    /// Staff have not decided.
    Waiting,
    /// Staff have confirmed: it is being done.
    Confirmed,
    /// Staff said no, and why.
    Refused,
    /// The family took it back.
    Withdrawn,
    /// It is done.
    Done,
}

impl ErasureState {
    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Done => "done",
        }
    }
}

/// A request to erase what is held on a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erasure {
    /// Its id.
    pub id: ErasureId,
    /// How far it is.
    pub state: ErasureState,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// The last day to answer it: a month after (GDPR, article 12).
    pub due_on: NaiveDate,
    /// What the family wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When staff decided, or the family took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<DateTime<Utc>>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
}

/// Asking to erase what is held on one's household.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ErasureRequest {
    /// The password of who asks.
    pub password: String,
    /// Something to say besides; at most 1,000 characters.
    #[serde(default)]
    pub message: String,
}

impl std::fmt::Debug for ErasureRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ErasureRequest").finish_non_exhaustive()
    }
}

/// Asking it for a family that came to the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ErasureForFamily {
    /// How the family asked; at most 1,000 characters.
    #[serde(default)]
    pub message: String,
}

/// A request to erase, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureToDecide {
    /// The request.
    #[serde(flatten)]
    pub erasure: Erasure,
    /// Whose data.
    pub household_id: HouseholdId,
    /// The household's name; nothing once it is erased.
    pub household_name: String,
    /// Names of its guardians: each of them loses access.
    pub guardians: Vec<String>,
    /// First names of its children who live in another household too: they stay there.
    pub shared_children: Vec<String>,
    /// Places booked from today on, which will be given back.
    pub coming_bookings: u64,
    /// The `ETag` to decide with.
    pub version: i32,
}

/// A decision on a request to erase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ErasureDecision {
    /// Whether the data are erased. Nothing brings them back.
    pub confirmed: bool,
    /// Why not, for the family; at most 1,000 characters. Required when it is not confirmed.
    #[serde(default)]
    pub reason: String,
    /// The household's name, typed again. Required when it is confirmed.
    #[serde(default)]
    pub household_name: String,
}

/// One run of the rules of retention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetentionRun {
    /// The organisation's day it was for.
    pub day: NaiveDate,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; nothing while it goes on, or when it broke off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime<Utc>>,
    /// How many rows each rule removed or emptied.
    pub counts: BTreeMap<String, u64>,
}

/// Runs, newest first: the last 60.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetentionRuns {
    /// They.
    pub items: Vec<RetentionRun>,
}
