//! Whose a child's days are, between two households: the calendar in force, proposing another, answering, staff's word.

mod answer;
mod carry_over;
mod decide;
mod erase;
mod facts;
mod propose;
mod rows;
mod sheet;
mod staff;
mod store;
mod withdraw;

use utoipa_actix_web::service_config::ServiceConfig;

pub use carry_over::carry_over;
pub use erase::erase;
pub use facts::facts;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(sheet::get_child_custody)
        .service(propose::create_custody_proposal)
        .service(withdraw::delete_custody_proposal)
        .service(decide::decide_custody_proposal)
        .service(staff::get_child_custody_of_household)
        .service(staff::update_child_custody);
}
