//! Where the screens of staff are.

/// The first page.
pub const HOME: &str = crate::router::paths::STAFF;
/// Files of families to check.
pub const FILES: &str = "/staff/files";
/// Edits of families to accept.
pub const CHANGES: &str = "/staff/changes";
/// Who works for the organisation.
pub const TEAM: &str = "/staff/team";
/// Inviting families.
pub const INVITATIONS: &str = "/staff/invitations";
/// Requests to erase, and what retention has removed.
pub const ERASURES: &str = "/staff/erasures";
/// Writing the pages that everybody reads.
pub const PAGES: &str = "/staff/pages";
/// One's own account.
pub const PROFILE: &str = "/staff/profile";
