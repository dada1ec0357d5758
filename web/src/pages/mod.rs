//! Pages that the organisation writes: legal notice, privacy, accessibility, contact.

mod page;

pub use page::{WrittenPage, page_of};
