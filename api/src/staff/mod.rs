//! Staff: who works for the organisation, and in which role.

mod add_command;
mod checked;
mod create;
mod delete;
mod get;
mod list;
mod store;
mod update;

use utoipa_actix_web::service_config::ServiceConfig;

pub use add_command::AddStaffCommand;
pub use create::add;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(list::list_staff)
        .service(get::get_staff_member)
        .service(create::create_staff_member)
        .service(update::update_staff_member)
        .service(delete::delete_staff_member);
}
