//! Paths of the app that several places lead to: its own links, and those in mails, which the server writes.

/// The families' home.
pub const FAMILY: &str = "/";
/// Home of those who work for the organisation; all their paths are below.
pub const STAFF: &str = "/staff";
/// Asking for a link to a new password.
pub const FORGOTTEN: &str = "/password/forgotten";
/// Where the links of invitations and resets lead.
pub const NEW_PASSWORD: &str = "/password/new";
/// Where the link to confirm a mail address leads.
pub const CONFIRM_ADDRESS: &str = "/address/confirm";
/// Creating an account.
pub const SIGN_UP: &str = "/sign-up";
/// Where the link that confirms a new account's address leads.
pub const CONFIRM_SIGN_UP: &str = "/sign-up/confirm";
/// The family's file.
pub const FILE: &str = "/file";
/// The guardians of the household.
pub const GUARDIANS: &str = "/guardians";
/// Whose a child’s days are.
pub const CUSTODY: &str = "/custody";
/// Where the link of a guardian’s invitation leads.
pub const JOIN: &str = "/household/join";
/// Supporting documents.
pub const DOCUMENTS: &str = "/documents";
/// What the organisation announces.
pub const ANNOUNCEMENTS: &str = "/announcements";
/// Pages that the organisation writes, each below by its code.
pub const PAGES: &str = "/pages";
/// What is held on one's household.
pub const DATA: &str = "/data";
/// One's own account.
pub const PROFILE: &str = "/profile";
