//! Creating an account of one's own accord: four steps, each saved; the account is made when the address is confirmed.

mod confirmed;
mod draft;
mod no_mail;
mod page;
mod start;
mod steps;

pub use draft::take_told;
pub use page::SignUpPage;
