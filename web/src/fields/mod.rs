//! Widgets for what a family's file asks: one editor for each kind of answer, and an answer in words. They know
//! [`shared::families::Field`] and no feature; whoever shows them says which fields, and sends what was typed.

mod answers;
mod choices;
mod completion;
mod editor;
mod frame;
mod others;
mod people;
mod select;
mod typed;
pub mod words;
mod written;

pub use answers::{Answers, Values, check_fields};
pub use editor::{AskedField, FieldEditor};
pub use others::Others;
pub use typed::{Typed, difference, overlaid};
pub use words::FieldReading;
