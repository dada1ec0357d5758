//! Rights of families, for administrators: requests to erase, copies made for a family, what retention has removed.

mod card;
mod decide;
mod page;
mod request;
mod runs;

pub use card::FamilyRightsCard;
pub use page::ErasuresPage;
