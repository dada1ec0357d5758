//! Signing in: on a page of its own, or over a page that must not be lost.

mod again;
mod form;
mod page;
mod typed;

pub use again::SignInAgain;
pub use form::SignInForm;
pub use page::SignInPage;
pub use typed::TypedEmail;
