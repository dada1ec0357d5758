//! Making one household of two that are the same family, entered twice.

mod create;
mod examine;
mod preview;

use utoipa_actix_web::service_config::ServiceConfig;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(preview::preview_merge).service(create::merge_households);
}
