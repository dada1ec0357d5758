//! Supporting documents.

mod content;

pub use content::Checks;
