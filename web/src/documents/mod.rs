//! Supporting documents: what is asked of the household, how far it is, sending it.

mod entry;
mod groups;
mod page;
mod sending;
mod words;

pub use entry::{FileButton, Progress, accepted};
pub use page::DocumentsPage;
pub use sending::{Desk, Sender};
pub use words::look;
