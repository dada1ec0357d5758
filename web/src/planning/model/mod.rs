//! What the planning is made of, without a browser: plain data and functions that tests run natively.

mod address;
mod attempt;
mod basket;
mod desk;
mod fill;
mod grid;
mod kept;
mod keys;
mod merge;
mod place;
mod projection;
mod spans;
mod stroke;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use address::Address;
pub use attempt::{Attempt, Next, Why, judge};
pub use basket::{Basket, Change, Counts, Step};
pub use desk::{Desk, Shown};
pub use fill::Filled;
pub use grid::{Dormant, Filter, Grid, Row, rows};
pub use kept::Kept;
pub use keys::{Command, command};
pub use merge::{after, days_of_year, merge, year_of};
pub use place::Place;
pub use spans::{Range, Span, monday};
pub use stroke::Stroke;
