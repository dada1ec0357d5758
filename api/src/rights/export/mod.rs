//! Copies of everything held on a household: asked for, made by the worker, fetched, removed.

mod clean;
mod content;
mod create;
mod household;
mod list;
mod make;
mod pack;
mod places;
mod rows;
mod staff;

pub(super) use clean::{remove_all_of, retire};
pub(super) use content::{get_export_content, get_export_content_of_household};
pub(super) use create::create_export;
pub(super) use list::{list_exports, list_exports_of_household};
pub(super) use staff::create_export_of_household;

pub use clean::REMOVE_EXPORT;
pub use make::{Exporter, MAKE_EXPORT};
