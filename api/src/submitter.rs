//! Whoever submits something for a household.

use shared::ids::{AccountId, HouseholdId};

use crate::clock::Clock;
use crate::http::Received;
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// A guardian who submits a request or a message, when, and what it takes to write it down and to answer by mail.
pub struct Submitter<'a> {
    /// Whose sign-in it is.
    pub account_id: AccountId,
    /// For which of the account's households.
    pub household_id: HouseholdId,
    /// When it was received.
    pub received: &'a Received,
    /// Where new ids get their time from.
    pub clock: &'a Clock,
    /// The organisation's configuration.
    pub snapshots: &'a Snapshots,
    /// What opens the health that documents with a condition rest on.
    pub vault: &'a Vault,
    /// The mails.
    pub letters: &'a Letters,
}
