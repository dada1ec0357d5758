//! Family files (*dossiers*): what families answer, what is missing, what waits for staff, what they say to it.

mod apply;
mod change_requests;
mod changes;
mod decide;
mod edit;
mod erase;
mod export;
mod family;
mod get;
mod health;
mod letters;
mod list;
mod members;
mod record;
mod retire;
mod scope;
mod sheet;
mod sign_up;
mod staff_get;
mod store;
mod submit;
mod update;
mod withdraw;
mod words;

use utoipa_actix_web::service_config::ServiceConfig;

pub use erase::{ErasedFamily, NOBODY, erase, inhabited};
pub use export::{FamilyCopy, copy, living_elsewhere_too};
pub use family::{Answers, Family, schooling};
pub use letters::{FileLetters, TEMPLATES};
pub use retire::{Ended, left_households, retire_change_requests, retire_health, retire_notes};
pub use sign_up::{SignUpAnswers, register};

use crate::db::Db;
use crate::vault::Vault;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(get::get_family_file)
        .service(update::update_family_file)
        .service(members::create_child)
        .service(members::create_guardian)
        .service(submit::submit_family_file)
        .service(withdraw::delete_change_request)
        .service(list::list_family_files)
        .service(staff_get::get_family_file_of_household)
        .service(staff_get::get_child_health)
        .service(decide::decide_family_file)
        .service(change_requests::list_change_requests)
        .service(change_requests::decide_change_request)
        .service(record::get_household_record)
        .service(record::create_household_note);
}

/// Seals anew what a key that is no longer the first sealed.
///
/// # Errors
///
/// When a key is gone, or the database fails.
pub async fn seal_anew(db: &Db, vault: &Vault) -> anyhow::Result<()> {
    health::seal_anew(db, vault).await?;
    changes::seal_anew(db, vault).await
}
