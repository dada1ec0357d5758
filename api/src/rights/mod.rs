//! Rights of the person: what is held on a household and for how long, copies of it, erasing it, and what time removes.

mod carry_over;
mod erasure;
mod export;
mod letters;
mod personal_data;
mod retention;
mod store;
mod words;

use utoipa_actix_web::service_config::ServiceConfig;

pub use carry_over::{carry_over, not_to_be_erased};
pub use erasure::{ERASE_HOUSEHOLD, Eraser, waiting_erasures};
pub use export::{Exporter, MAKE_EXPORT, REMOVE_EXPORT};
pub use retention::Retention;

use crate::mail::{Template, letter_templates};

/// Templates of mails.
pub const TEMPLATES: [Template; 16] =
    letter_templates!("export_ready", "erasure_asked", "erasure_refused", "erasure_done");

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(personal_data::get_personal_data)
        .service(export::create_export)
        .service(export::list_exports)
        .service(export::get_export_content)
        .service(export::create_export_of_household)
        .service(export::list_exports_of_household)
        .service(export::get_export_content_of_household)
        .service(erasure::create_erasure)
        .service(erasure::delete_erasure)
        .service(erasure::create_erasure_of_household)
        .service(erasure::list_erasures)
        .service(erasure::get_erasure)
        .service(erasure::decide_erasure)
        .service(retention::list_retention_runs);
}
