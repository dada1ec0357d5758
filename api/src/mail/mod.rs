//! Mail: written from a template and queued in the transaction of what it tells, delivered by the worker.

mod address;
mod addressee;
mod deliver;
mod forget;
mod queue;
mod rich_text;
mod samples;
mod templates;

pub use address::{is_address, normalised};
pub use addressee::Addressee;
pub use deliver::{Mailer, SEND_MAIL};
pub use forget::{forget, forget_before};
pub use queue::{Letter, queue, queue_all};
pub use rich_text::Written as WrittenText;
pub use samples::Preview;
pub(crate) use templates::letter_templates;
pub use templates::{Template, Templates};
