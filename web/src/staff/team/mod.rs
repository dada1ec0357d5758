//! Who works for the organisation: seen by all who do, changed by administrators.

mod add;
mod draft;
mod edit;
mod members;
mod page;
mod person;
mod remove;
mod table;

pub use page::TeamPage;
