//! Supporting documents: families send them, staff check them, mails tell of it.

mod brakes;
mod called_for;
mod carry_over;
mod content;
mod content_answer;
mod create;
mod create_of_household;
mod decide;
mod delete;
mod erase;
mod family;
mod health;
mod letters;
mod list;
mod list_of_household;
mod missing;
mod name;
mod queue;
mod read;
mod reception;
mod reminders;
mod removal;
mod retire;
mod scope;
mod show;
mod store;
mod submission;

use utoipa_actix_web::service_config::ServiceConfig;

pub use called_for::called_for;
pub use carry_over::{carry_over, carry_over_guardian, compare};
pub use erase::erase;
pub use family::facts;
pub use health::{hide_health, opened, seal_anew};
pub use missing::missing;
pub use queue::waiting_documents;
pub use reception::Reception;
pub use reminders::remind;
pub use removal::{REMOVE_CONTENT, remove_content, sweep};
pub use retire::{Keep, Left, Periods, retire};
pub use scope::{health_readable, permit};

use crate::mail::{Template, letter_templates};

/// Templates of mails.
pub const TEMPLATES: [Template; 8] = letter_templates!("document_refused", "document_expiring");

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(list::list_documents)
        .service(create::create_document)
        .service(read::get_household_document_content)
        .service(delete::delete_document)
        // before the one whose path it would fit
        .service(queue::list_documents_to_check)
        .service(queue::get_document)
        .service(list_of_household::list_documents_of_household)
        .service(create_of_household::create_document_of_household)
        .service(read::get_document_content)
        .service(decide::decide_document);
}
