//! Home: this week per child in sentences, the next deadline in words, and what one comes for.

mod child;
mod deadline;
mod digest;
mod facts;
mod file;
mod page;

pub use facts::HomeFacts;
pub use page::HomePage;
