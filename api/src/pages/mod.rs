//! Pages that everybody reads and administrators write: legal notice, privacy, accessibility, contact. Each comes with a
//! text that names what remains to be filled; what is written is kept version by version.

mod defaults;
mod edit;
mod placeholders;
mod public;
mod store;
mod versions;

use utoipa_actix_web::service_config::ServiceConfig;

pub use defaults::TEMPLATES;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(edit::list_pages)
        .service(edit::preview_page)
        .service(edit::get_page_source)
        .service(edit::update_page)
        .service(versions::list_page_versions)
        .service(versions::get_page_version)
        .service(public::get_page);
}
