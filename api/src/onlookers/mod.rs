//! Onlookers: two agents on one item see each other's name and time. Families are never told.

mod delete;
mod store;
mod subject;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(update::update_onlooker).service(delete::delete_onlooker);
}
