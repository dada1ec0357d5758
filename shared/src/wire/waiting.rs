//! What waits for staff.

use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;

/// How much waits in each list of staff; of a referent, for the families of their facilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingCounts {
    /// Of which school year files are counted.
    pub school_year: SchoolYear,
    /// Files that families have submitted since staff last decided.
    pub family_files: u64,
    /// Edits that wait to be accepted.
    pub change_requests: u64,
    /// Documents that nobody has looked at.
    pub documents: u64,
    /// Requests to erase; none for whoever may not decide on them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasures: Option<u64>,
    /// Families of which no guardian has an account.
    pub without_account: u64,
    /// Families of which a guardian has an account and has never set its password, or is known by an address and has none while
    /// another guardian has one.
    pub never_opened: u64,
    /// Families of which a guardian has come, and whose file was not submitted.
    pub not_submitted: u64,
}
