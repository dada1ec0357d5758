//! Addresses completed while they are typed, by a geocoder that the operator names; without one they are typed freely.
//!
//! Browsers ask us and we ask the geocoder: it learns what is typed, not by whom. Nothing of it is stored or logged.

mod geocoder;
mod kept;
mod list;
mod reading;

use utoipa_actix_web::service_config::ServiceConfig;

pub use geocoder::Geocoder;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(list::list_address_suggestions);
}
