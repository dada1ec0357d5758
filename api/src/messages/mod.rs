//! Messages of guardians to the referent of a child: kept, sent by mail, with a copy to the guardian.

mod carry_over;
mod create;
mod erase;
mod letters;
mod recipient;
mod send;
mod store;

pub use carry_over::{carry_over, count};
use utoipa_actix_web::service_config::ServiceConfig;

pub use erase::{erase, retire};

use crate::mail::{Template, letter_templates};

/// Templates of mails.
pub const TEMPLATES: [Template; 8] = letter_templates!("message", "message_copy");

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(create::create_message);
}
