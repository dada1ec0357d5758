//! The rules by vectors, tables and properties.

#![expect(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

mod batches;
mod beginning;
mod calendar;
mod catalogue;
mod custody;
mod deadlines;
mod decisions;
mod documents;
mod files;
mod folding;
mod json;
mod official;
mod patterns;
mod reasons;
mod sentences;
mod windows;
mod world;
