//! A queue that empties: a list beside what is open of it, decided one by one or many at once, by mouse, finger or keys. A
//! decision is sent eight seconds after it is made, so that it can be taken back. Knows no feature: what is queued says of
//! itself how it is loaded, shown and decided ([`Queued`]).

mod bar;
mod deciding;
mod insistence;
mod item;
mod keys;
mod list;
mod model;
mod pending;
mod refusal;
mod single;
mod view;

pub use deciding::Deciding;
pub use item::{Queued, Refusing, Sayings, Verdict};
pub(in crate::staff) use keys::focus_open;
pub use model::Queue;
pub use single::{Decision, Outcome, OutcomeTold, Verbs};
pub use view::QueueView;
