//! “My data”: what the organisation holds on a household, for how long and why, a copy of it, and its erasure.

mod desk;
mod erasure;
mod export;
mod kept;
mod page;

pub use page::DataPage;
