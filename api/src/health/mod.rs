//! Whether the process lives, and whether it can answer.

mod live;
mod ready;

use utoipa_actix_web::service_config::ServiceConfig;

/// Routes outside `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(live::get_health).service(ready::get_readiness);
}
