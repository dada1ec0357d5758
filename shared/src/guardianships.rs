//! Who of a household's guardians may do what: book, fetch the children, pay.

use serde::{Deserialize, Serialize};

use crate::ids::GuardianId;

/// Most households that a child belongs to: those of two parents who live apart.
pub const MOST_HOUSEHOLDS: usize = 2;

/// Whether a child who lives in that many households may come into one more. Whatever lets a child live in a household asks
/// this.
#[must_use]
pub const fn may_live_in_one_more(households: usize) -> bool {
    households < MOST_HOUSEHOLDS
}

/// Most invitations of a household that wait at once.
pub const MOST_INVITATIONS: usize = 5;

/// What a guardian may do in a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuardianRoles {
    /// Which guardian.
    pub guardian_id: GuardianId,
    /// Books, cancels, edits the file; others look.
    pub may_book: bool,
    /// Fetches the children.
    pub may_pick_up: bool,
    /// Gets the bills. One of a household does.
    pub pays: bool,
}

/// What is wrong with the roles of a household's guardians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RolesFault {
    /// A guardian is missing, named twice, or none of the household's.
    Guardians,
    /// Nobody may book.
    NobodyBooks,
    /// Not exactly one pays.
    OnePays,
}

impl RolesFault {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Guardians, Self::NobodyBooks, Self::OnePays];

    /// The code written in problems and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Guardians => "guardians",
            Self::NobodyBooks => "nobody_books",
            Self::OnePays => "one_pays",
        }
    }
}

/// Checks what is to be the roles of all guardians of a household.
///
/// # Errors
/// Not exactly these guardians, nobody who may book, not exactly one who pays.
pub fn check_roles(household: &[GuardianId], roles: &[GuardianRoles]) -> Result<(), RolesFault> {
    let each_once = household.iter().all(|id| roles.iter().filter(|one| one.guardian_id == *id).count() == 1);
    if !each_once || household.len() != roles.len() {
        return Err(RolesFault::Guardians);
    }
    if !roles.iter().any(|one| one.may_book) {
        return Err(RolesFault::NobodyBooks);
    }
    if roles.iter().filter(|one| one.pays).count() != 1 {
        return Err(RolesFault::OnePays);
    }
    Ok(())
}

/// Who pays: whoever was named and is still there, else the first who may book, else the first. So exactly one of any
/// household does, whoever came or left.
#[must_use]
pub fn payer(guardians: &[(GuardianId, bool)], named: Option<GuardianId>) -> Option<GuardianId> {
    let ids = || guardians.iter().map(|(id, _)| *id);
    named
        .filter(|named| ids().any(|id| id == *named))
        .or_else(|| guardians.iter().find(|(_, may_book)| *may_book).map(|(id, _)| *id))
        .or_else(|| ids().next())
}
