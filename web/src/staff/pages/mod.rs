//! Writing the pages that everybody reads.

mod editor;
mod page;
mod versions;

pub use page::PagesPage;
