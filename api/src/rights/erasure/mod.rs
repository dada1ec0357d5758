//! Erasing what is held on a household: asked for, decided by an administrator within a month, done by the worker.

mod create;
mod decide;
mod erase;
mod list;
mod staff;
mod withdraw;

pub(super) use create::create_erasure;
pub(super) use decide::decide_erasure;
pub(super) use list::{get_erasure, list_erasures};
pub(super) use staff::create_erasure_of_household;
pub(super) use withdraw::delete_erasure;

pub use erase::{ERASE_HOUSEHOLD, Eraser};
pub use list::waiting_erasures;
