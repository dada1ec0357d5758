//! The looks of a cell of the planning grid, one per state; the grid, the legend and the help page use the same.

use leptos::prelude::*;
use shared::bookings::CellState;

use super::Icon;
use crate::i18n::use_i18n;

/// A state as it is shown: icon, border, ground and a sentence for the legend (`cell.<name>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellLook {
    /// One may book.
    Bookable,
    /// To be booked, not sent yet.
    ToAdd,
    /// To be booked when the registration window opens.
    Prepared,
    /// Booked.
    Booked,
    /// Booked, and too late to cancel.
    Locked,
    /// To be cancelled, not sent yet.
    ToCancel,
    /// Too late to book.
    Deadline,
    /// No seat left.
    Full,
    /// Does not go with another booking.
    Conflict,
    /// The registration window opens later.
    Later,
    /// Not eligible, or the file is incomplete.
    Info,
    /// Closed that day.
    Closed,
    /// The day is over.
    Past,
}

impl CellLook {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 13] = [
        Self::Bookable,
        Self::ToAdd,
        Self::Prepared,
        Self::Booked,
        Self::Locked,
        Self::ToCancel,
        Self::Deadline,
        Self::Full,
        Self::Conflict,
        Self::Later,
        Self::Info,
        Self::Closed,
        Self::Past,
    ];

    /// The look of a state that the rules gave.
    #[must_use]
    pub const fn of(state: CellState) -> Self {
        match state {
            CellState::Bookable => Self::Bookable,
            CellState::Booked => Self::Booked,
            CellState::BookedFixed => Self::Locked,
            CellState::Closed => Self::Closed,
            CellState::DeadlinePassed => Self::Deadline,
            CellState::Conflict => Self::Conflict,
            CellState::Full => Self::Full,
            CellState::OpensLater => Self::Later,
            CellState::NotEligible | CellState::FileIncomplete => Self::Info,
            CellState::Past => Self::Past,
        }
    }

    /// The classes of the cell.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Bookable => "cell cell--bookable",
            Self::ToAdd | Self::Prepared => "cell cell--to-add",
            Self::Booked => "cell cell--booked",
            Self::Locked => "cell cell--locked",
            Self::ToCancel => "cell cell--to-cancel",
            Self::Deadline => "cell cell--deadline",
            Self::Full => "cell cell--full",
            Self::Conflict => "cell cell--conflict",
            Self::Later => "cell cell--later",
            Self::Info => "cell cell--info",
            Self::Closed => "cell cell--closed",
            Self::Past => "cell cell--past",
        }
    }

    /// The icon, if the state has one.
    #[must_use]
    pub const fn icon(self) -> Option<&'static str> {
        match self {
            Self::Bookable | Self::Full | Self::Closed => None,
            Self::ToAdd => Some("plus"),
            Self::Booked | Self::Locked => Some("check"),
            Self::ToCancel | Self::Past => Some("minus"),
            Self::Deadline => Some("lock"),
            Self::Conflict => Some("triangle-alert"),
            Self::Prepared | Self::Later => Some("clock"),
            Self::Info => Some("info"),
        }
    }

    /// Key of the sentence that explains it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bookable => "cell.bookable",
            Self::ToAdd => "cell.to_add",
            Self::Prepared => "cell.prepared",
            Self::Booked => "cell.booked",
            Self::Locked => "cell.locked",
            Self::ToCancel => "cell.to_cancel",
            Self::Deadline => "cell.deadline",
            Self::Full => "cell.full",
            Self::Conflict => "cell.conflict",
            Self::Later => "cell.later",
            Self::Info => "cell.info",
            Self::Closed => "cell.closed",
            Self::Past => "cell.past",
        }
    }

    /// What stands in the cell: icons, or a number where the state has one (rank on the list, no seat left).
    pub fn content(self) -> impl IntoView + use<> {
        let text = match self {
            Self::Full => "0",
            _ => "",
        };
        (
            self.icon().map(|name| view! { <Icon name=name /> }),
            (self == Self::Locked).then(|| view! { <Icon name="lock" /> }),
            text,
        )
    }
}

/// A cell that only shows, for legend and help; the words beside it say what it means.
#[component]
pub fn CellMark(
    /// The state shown.
    look: CellLook,
) -> impl IntoView {
    view! { <span class=look.class() aria-hidden="true">{look.content()}</span> }
}

/// Cells with the sentences that explain them.
#[component]
pub fn Legend(
    /// Those to explain, in this order.
    #[prop(into)]
    looks: Signal<Vec<CellLook>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |look: CellLook| {
        view! {
            <li>
                <CellMark look />
                <span>{move || i18n.text(look.key(), &[])}</span>
            </li>
        }
    };
    view! { <ul class="legend">{move || looks.get().into_iter().map(line).collect_view()}</ul> }
}
