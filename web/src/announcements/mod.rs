//! What the organisation announces to the family.

mod page;
mod unread;

pub use page::AnnouncementsPage;
pub use unread::Unread;
