//! Attaching accounts to guardians whom the organisation knows.

mod address;

use utoipa_actix_web::service_config::ServiceConfig;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(address::update_guardian_address);
}
