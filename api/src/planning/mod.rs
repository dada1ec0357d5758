//! The planning of a household: the facts that decide about its days, and the cells computed from them.

mod cells;
mod days;
mod facts;
mod get;
mod seats;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use days::Days;
pub use facts::facts;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(get::get_planning).service(cells::list_planning_cells);
}
