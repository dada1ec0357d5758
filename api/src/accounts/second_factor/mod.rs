//! The second factor: a code of an application on the phone (TOTP, RFC 6238), or a recovery code.

mod check;
mod confirm;
mod create;
mod recovery_codes;
mod remove;
mod remove_command;
mod rotate;
mod secret;
mod store;

pub(super) use check::check;
pub(super) use confirm::confirm_second_factor;
pub(super) use create::create_second_factor;
pub(super) use recovery_codes::create_recovery_codes;
pub(super) use remove::remove_second_factor;
pub use remove_command::RemoveSecondFactorCommand;
pub use rotate::{seal_anew, seals};
pub(super) use store::{is_confirmed, remove as forget};
