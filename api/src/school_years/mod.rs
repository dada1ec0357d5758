//! School years: opening one promotes the grades and carries the files over.

mod list;
mod open;
mod preview;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use list::is_opened;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(list::list_school_years).service(preview::list_promotions).service(open::open_school_year);
}
