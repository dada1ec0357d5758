//! Simulations: a decision with all its causes, nothing written. By HTTP for a family's child, by command for the
//! files of an organisation, before they are imported.

mod command;
mod create;
mod print;
mod simulate;
mod world;

use utoipa_actix_web::service_config::ServiceConfig;

pub use command::SimulateCommand;
pub use simulate::simulate;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(create::create_simulation);
}
