//! Messages of guardians to the referent of a child: kept, sent by mail, with a copy to the guardian.

mod create;
mod letters;
mod recipient;
mod send;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::mail::Template;

/// Templates of mails.
pub const TEMPLATES: [Template; 8] = [
    ("fr/message.txt", include_str!("../../templates/fr/message.txt")),
    ("fr/message.html", include_str!("../../templates/fr/message.html")),
    ("en/message.txt", include_str!("../../templates/en/message.txt")),
    ("en/message.html", include_str!("../../templates/en/message.html")),
    ("fr/message_copy.txt", include_str!("../../templates/fr/message_copy.txt")),
    ("fr/message_copy.html", include_str!("../../templates/fr/message_copy.html")),
    ("en/message_copy.txt", include_str!("../../templates/en/message_copy.txt")),
    ("en/message_copy.html", include_str!("../../templates/en/message_copy.html")),
];

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(create::create_message);
}
