//! Whom to call or write to.

mod lines;
mod page;

pub use lines::ContactLines;
pub use page::ContactPage;
