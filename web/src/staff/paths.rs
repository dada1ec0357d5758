//! Where the screens of staff are.

/// The first page.
pub const HOME: &str = crate::router::paths::STAFF;
/// Files of families to check.
pub const FILES: &str = "/staff/files";
/// Documents of families to check.
pub const DOCUMENTS: &str = "/staff/documents";
/// All families, to be looked up.
pub const FAMILIES: &str = "/staff/families";
/// Families who have no account, or have not come, or have sent nothing.
pub const ACCOUNTS: &str = "/staff/accounts";
/// Opening a school year.
pub const SCHOOL_YEAR: &str = "/staff/school-year";
/// Edits of families to accept.
pub const CHANGES: &str = "/staff/changes";
/// Who works for the organisation.
pub const TEAM: &str = "/staff/team";
/// Inviting families.
pub const INVITATIONS: &str = "/staff/invitations";
/// Requests to erase, and what retention has removed.
pub const ERASURES: &str = "/staff/erasures";
/// Announcements to families.
pub const ANNOUNCEMENTS: &str = "/staff/announcements";
/// Writing the pages that everybody reads.
pub const PAGES: &str = "/staff/pages";
/// One's own account.
pub const PROFILE: &str = "/staff/profile";
/// A new family.
pub const NEW_FAMILY: &str = "/staff/families/new";
/// Families from a file.
pub const IMPORT: &str = "/staff/families/import";
/// Two households that are the same family.
pub const MERGE: &str = "/staff/families/merge";
