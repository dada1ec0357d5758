//! Why something is not possible.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::activities::{ClosureCause, Ineligible};
use crate::documents::AskedDocument;
use crate::families::{Contact, Missing};
use crate::ids::SlotId;

/// Stable codes of refusals, in the order in which `decide` lists them. Sentences: `refusal.<code>` in
/// [`crate::catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The session has started; `at`: when.
    Past,
    /// No session on that day; `cause`: why.
    ClosedDay,
    /// Not for this child; `cause`: which condition.
    NotEligible,
    /// The child has this place already.
    AlreadyBooked,
    /// There is no such booking to cancel.
    NotBooked,
    /// The child's other household made the booking: only that one gives the place back.
    BookedElsewhere,
    /// Something required is missing in the family's file.
    FileIncomplete,
    /// Staff have not validated the file yet.
    FileNotValidated,
    /// Registration has not opened; `at`: when it does.
    WindowNotOpen,
    /// Registration is closed; `at`: when it closed, if it ever was open for this child.
    WindowClosed,
    /// Registration takes other kinds of request now.
    WindowWrongKind,
    /// Staff decide here: a request is needed; `at`: when requests open, or opened.
    NeedsRequest,
    /// Too late; `at`: the deadline.
    DeadlinePassed,
    /// A slot that excludes this one is booked; `cause`: which.
    ExclusiveSlot,
    /// A slot that must go with this one is not booked; `cause`: which.
    CompanionSlot,
    /// Another booking of that day needs this one; `cause`: which.
    NeededBySlot,
    /// No seat left; `cause`: how many there are in all.
    Full,
}

impl RefusalCode {
    /// All of them, in order.
    pub const ALL: [Self; 17] = [
        Self::Past,
        Self::ClosedDay,
        Self::NotEligible,
        Self::AlreadyBooked,
        Self::NotBooked,
        Self::BookedElsewhere,
        Self::FileIncomplete,
        Self::FileNotValidated,
        Self::WindowNotOpen,
        Self::WindowClosed,
        Self::WindowWrongKind,
        Self::NeedsRequest,
        Self::DeadlinePassed,
        Self::ExclusiveSlot,
        Self::CompanionSlot,
        Self::NeededBySlot,
        Self::Full,
    ];

    /// The code as it is written in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::ClosedDay => "closed_day",
            Self::NotEligible => "not_eligible",
            Self::AlreadyBooked => "already_booked",
            Self::NotBooked => "not_booked",
            Self::BookedElsewhere => "booked_elsewhere",
            Self::FileIncomplete => "file_incomplete",
            Self::FileNotValidated => "file_not_validated",
            Self::WindowNotOpen => "window_not_open",
            Self::WindowClosed => "window_closed",
            Self::WindowWrongKind => "window_wrong_kind",
            Self::NeedsRequest => "needs_request",
            Self::DeadlinePassed => "deadline_passed",
            Self::ExclusiveSlot => "exclusive_slot",
            Self::CompanionSlot => "companion_slot",
            Self::NeededBySlot => "needed_by_slot",
            Self::Full => "full",
        }
    }
}

/// What lies behind a refusal, where the code alone does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Of `closed_day`.
    Closure(ClosureCause),
    /// Of `not_eligible`.
    Ineligible(Ineligible),
    /// Of `exclusive_slot`, `companion_slot` and `needed_by_slot`: the other slot.
    Slot(SlotId),
    /// Of `full`: how many seats the session has.
    Capacity(u32),
    /// Of `file_incomplete`: what is missing. Without it, staff have asked for something in words.
    Missing(Vec<Missing>),
    /// Of `file_incomplete`: which documents are missing.
    MissingDocuments(Vec<AskedDocument>),
}

/// One reason why something is not possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// Which reason.
    pub code: RefusalCode,
    /// What lies behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The instant that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// Whom to ask: the child's referent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}
