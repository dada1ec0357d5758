//! The family's file (*dossier*): what is missing, each part to read and to change, who comes into the household.

mod add;
mod address;
mod beginning;
mod desk;
mod edit;
mod health_documents;
mod kept;
mod late;
mod matters;
mod no_child;
mod overview;
mod page;
mod refused;
mod section;
mod state;
mod to_send;
mod unsaved;
mod waiting;
mod words;

pub use address::{add_child_path, missing_path, year_path};
pub use matters::{FileAtWork, asking, is_to_send};
pub use no_child::NoChild;
pub use page::FamilyFilePage;
