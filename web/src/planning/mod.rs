//! The planning: the grid of a household, the day's list, the basket, the recap, sending.
//!
//! `model` decides everything without a browser; `planner` holds it on screen; the rest shows it. What is possible
//! comes from `shared::bookings`, the same code as on the server.

mod bar;
mod dormant;
mod filters;
mod grid;
mod model;
mod page;
mod planner;
mod recap;
mod sending;
mod sheets;
mod toolbar;
mod words;

pub use page::PlanningPage;
