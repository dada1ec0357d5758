//! The organisation: its configuration files, the snapshots made of them, what everybody may know of it.

mod snapshots;

pub use snapshots::Snapshots;
