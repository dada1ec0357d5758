//! The rules by vectors, tables and properties.

mod calendar;
mod deadlines;
mod official;
