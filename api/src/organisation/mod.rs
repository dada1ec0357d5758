//! The organisation: its configuration files, the snapshots made of them, what everybody may know of it.

mod apply;
mod deadline_command;
mod family_fields;
mod file;
mod get;
mod identities;
mod resolve;
mod sessions;
mod snapshots;

use utoipa_actix_web::service_config::ServiceConfig;

pub use apply::{Applied, apply};
pub use deadline_command::DeadlineCommand;
pub use identities::Identities;
pub use resolve::load;
pub use sessions::count_seats;
pub use snapshots::Snapshots;

/// The operations of this feature.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get::get_organisation);
}
