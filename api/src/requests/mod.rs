//! Requests (*demandes*): what a family submits at once, decided line by line, with a receipt.

mod attempt;
mod carry_over;
mod change;
mod changes;
mod create;
mod days_in_words;
mod erase;
mod get;
mod judge;
mod letter;
mod list;
mod preview;
mod receipt_number;
mod recorded;
mod seats;
mod store;
mod submission;
mod submit;

pub use carry_over::{DoubleBooking, carry_over, count, double_bookings};
use utoipa_actix_web::service_config::ServiceConfig;

pub use erase::{cancel_coming, retire};

use crate::mail::{Template, letter_templates};

/// Templates of mails.
pub const TEMPLATES: [Template; 4] = letter_templates!("receipt");

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(preview::preview_request)
        .service(create::create_request)
        .service(list::list_requests)
        .service(get::get_request);
}
