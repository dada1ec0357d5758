//! How much at most: what the server refuses beyond, and screens say before. Lengths are in characters.

/// Most lines of one request (DESIGN §4).
pub const MAX_REQUEST_LINES: usize = 3_000;
/// Most days of one planning, the first and the last included.
pub const MAX_PLANNING_DAYS: u32 = 400;
/// Longest message to a referent.
pub const MAX_MESSAGE: usize = 2_000;
/// Longest note of staff about a household.
pub const MAX_NOTE: usize = 2_000;
/// Longest word of staff to a family, or of a family to staff, that goes with a decision or a request: a reason, what is missing.
pub const MAX_REASON: usize = 1_000;
/// Most addresses that are invited at once.
pub const MAX_INVITED: usize = 500;
/// Longest name of a class.
pub const MAX_CLASS: usize = 50;
/// How long a document may count, in years: a later day is a slip of the hand.
pub const MAX_DOCUMENT_YEARS: u32 = 30;
