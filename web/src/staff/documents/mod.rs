//! Documents of families: those that nobody has looked at, each beside the form of a decision; and one of any family.

mod decide;
mod detail;
mod page;
mod queued;
mod until;
mod viewer;

pub(super) use decide::DecideDocument;
pub use page::DocumentsPage;
pub(super) use viewer::Viewer;
