//! Announcements to families: written, published, corrected, taken back.

mod audience;
mod card;
mod desk;
mod draft;
mod editor;
mod page;
mod publish;
mod take_back;
mod words;

pub use page::AnnouncementsPage;
