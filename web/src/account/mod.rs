//! Signing in: on a page of its own, or over a page that must not be lost.

mod again;
mod fields;
mod form;
mod page;

pub use again::SignInAgain;
pub use page::SignInPage;
