//! “Comment utiliser le portail famille”: what exists, in short steps, drawn with the portal's own cells.

mod examples;
mod page;

pub use page::HelpPage;
