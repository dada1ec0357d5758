//! Creating an account of one's own accord: begun in a browser, saved step by step, made when the address is confirmed.

mod confirm;
mod create;
mod send;
mod send_again;
mod store;
mod update;

pub(super) use confirm::confirm_sign_up;
pub(super) use create::create_sign_up;
pub use send::{SEND_SIGN_UP, send_sign_up};
pub(super) use send_again::send_sign_up_again;
pub(super) use store::{clean, end};
pub(super) use update::update_sign_up;
