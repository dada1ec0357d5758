//! Announcements to the families of facilities and classes: written by staff, read by families, sent by mail where staff
//! want it.

mod audiences;
mod checked;
mod create;
mod delete;
mod families;
mod fan_out;
mod get;
mod letters;
mod list;
mod preview;
mod publish;
mod reach;
mod read;
mod retire;
mod store;
mod summary;
mod update;
mod withdraw;
mod work;

use utoipa_actix_web::service_config::ServiceConfig;

pub use fan_out::{MAIL_ANNOUNCEMENT, mail_announcement};
pub use retire::{forget_readings, retire};
pub use work::work;

use crate::mail::{Template, letter_templates};

/// Templates of mails.
pub const TEMPLATES: [Template; 4] = letter_templates!("announcement");

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(list::list_announcements)
        .service(create::create_announcement)
        .service(audiences::list_audiences)
        .service(preview::preview_announcement)
        .service(get::get_announcement)
        .service(update::update_announcement)
        .service(delete::delete_announcement)
        .service(reach::get_announcement_reach)
        .service(publish::publish_announcement)
        .service(withdraw::withdraw_announcement)
        .service(read::list_household_announcements)
        .service(read::update_announcement_reading);
}
