//! What one cell of the planning grid shows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::decide::{Action, Ask, decide};
use super::facts::{Facts, UnknownSubject};
use super::ledger::Ledger;
use super::refusals::{Refusal, RefusalCode};
use crate::ids::{ChildId, SlotId};

/// The state of a cell, as it is without unsent choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// A place can be taken.
    Bookable,
    /// The child has the place and can give it back.
    Booked,
    /// The child has the place and can no longer give it back.
    BookedFixed,
    /// No session on that day, or registration is over.
    Closed,
    /// Too late.
    DeadlinePassed,
    /// Another booking of the day stands against it.
    Conflict,
    /// No seat left.
    Full,
    /// Registration opens later, or goes through a request.
    OpensLater,
    /// Not open to this child.
    NotEligible,
    /// The file lacks something, or staff have not accepted it yet.
    FileIncomplete,
    /// The session has started.
    Past,
}

impl CellState {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Bookable,
        Self::Booked,
        Self::BookedFixed,
        Self::Closed,
        Self::DeadlinePassed,
        Self::Conflict,
        Self::Full,
        Self::OpensLater,
        Self::NotEligible,
        Self::FileIncomplete,
        Self::Past,
    ];

    /// The code written in JSON, in class names and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bookable => "bookable",
            Self::Booked => "booked",
            Self::BookedFixed => "booked_fixed",
            Self::Closed => "closed",
            Self::DeadlinePassed => "deadline_passed",
            Self::Conflict => "conflict",
            Self::Full => "full",
            Self::OpensLater => "opens_later",
            Self::NotEligible => "not_eligible",
            Self::FileIncomplete => "file_incomplete",
            Self::Past => "past",
        }
    }
}

impl RefusalCode {
    /// The state of a cell whose booking is refused for this reason first: the one table that says so.
    #[must_use]
    pub const fn cell_state(self) -> CellState {
        match self {
            Self::Past => CellState::Past,
            Self::ClosedDay | Self::WindowClosed | Self::WindowWrongKind | Self::NotBooked => {
                CellState::Closed
            }
            Self::NotEligible => CellState::NotEligible,
            Self::FileIncomplete | Self::FileNotValidated => CellState::FileIncomplete,
            Self::AlreadyBooked => CellState::Booked,
            Self::BookedElsewhere => CellState::BookedFixed,
            Self::WindowNotOpen | Self::NeedsRequest => CellState::OpensLater,
            Self::DeadlinePassed => CellState::DeadlinePassed,
            Self::ExclusiveSlot | Self::CompanionSlot | Self::NeededBySlot => CellState::Conflict,
            Self::Full => CellState::Full,
        }
    }
}

/// What one cell shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cell {
    /// Of which child.
    pub child_id: ChildId,
    /// Of which slot.
    pub slot_id: SlotId,
    /// Of which day.
    pub day: NaiveDate,
    /// Its state.
    pub state: CellState,
    /// Whether the child has the place, in the past too.
    pub booked: bool,
    /// The first instant at which booking is too late, where a session exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bookable_until: Option<DateTime<Utc>>,
    /// The first instant at which cancelling is too late, where a session exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellable_until: Option<DateTime<Utc>>,
    /// Why a tap changes nothing: of booking, or of cancelling where the child has the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refusal>,
}

/// What a cell shows at an instant.
///
/// # Errors
/// The facts hold no such child or slot.
pub fn cell(
    facts: &Facts,
    ledger: &Ledger,
    child_id: ChildId,
    slot_id: SlotId,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Cell, UnknownSubject> {
    let ask = |action| Ask { child_id, slot_id, day, action };
    let book = decide(facts, ledger, &ask(Action::Book), now)?;
    let cancel = decide(facts, ledger, &ask(Action::Cancel), now)?;
    let booked = ledger.is_booked(child_id, slot_id, day);
    let (bookable_until, cancellable_until) = (book.until, cancel.until);
    let reason = if booked { cancel } else { book }.refusals.into_iter().next();
    let state = match &reason {
        None if booked => CellState::Booked,
        None => CellState::Bookable,
        Some(refusal) if refusal.code == RefusalCode::Past => CellState::Past,
        Some(_) if booked => CellState::BookedFixed,
        Some(refusal) => refusal.code.cell_state(),
    };
    Ok(Cell { child_id, slot_id, day, state, booked, bookable_until, cancellable_until, reason })
}
