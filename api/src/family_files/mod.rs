//! Family files (*dossiers*): what families answer, what is missing, what waits for staff, what they say to it.

mod apply;
mod change_requests;
mod changes;
mod changes_about;
mod count;
mod decide;
mod edit;
mod editing;
mod elsewhere;
mod erase;
mod events;
mod export;
mod family;
mod forget;
mod get;
mod health;
mod homes;
mod letters;
mod list;
mod members;
mod merge;
mod newcomers;
mod on_behalf;
mod people;
mod permit;
mod record;
mod residence;
mod retire;
mod seals;
mod search;
mod sheet;
mod sign_up;
mod staff_get;
mod store;
mod submit;
mod update;
mod withdraw;
mod words;

use utoipa_actix_web::service_config::ServiceConfig;

pub use changes_about::{carry_over_changes_about, withdraw_changes_about};
pub use count::{WaitingFamilies, waiting_families};
pub use editing::Editing;
pub use elsewhere::elsewhere;
pub use erase::{ErasedFamily, NOBODY, erase, inhabited};
pub use export::{FamilyCopy, copy, living_elsewhere_too};
pub use family::{Answers, Family, Place, details, place, schooling};
pub use forget::forget_guardian;
pub use health::{open_health, sealed_health};
pub use homes::{homes, live_in};
pub use letters::TEMPLATES;
pub use merge::{Same, Sides};
pub use newcomers::{Adding, MOST, insert_guardian, may_live};
pub use on_behalf::{NOBODY_YET, NewAddress, in_reach, set_address};
pub use permit::{permit, permit_change_request};
pub use retire::{
    Ended, household_left, households_without_children, left_children, left_households,
    retire_change_requests, retire_health, retire_nobodies, retire_notes,
};
pub use seals::{seal_anew, seals};
pub use sheet::year_of;
pub use sign_up::{SignUpAnswers, new_household, register, take_over};
pub use store::raise_files;

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
        .service(on_behalf::get_household_form)
        .service(on_behalf::create_household)
        .service(on_behalf::update_family_file_of_household)
        .service(on_behalf::create_child_of_household)
        .service(on_behalf::create_guardian_of_household)
        .service(on_behalf::update_child_departure)
        .service(on_behalf::remove_child)
        .service(on_behalf::remove_guardian)
        .service(staff_get::get_family_file_of_household)
        .service(staff_get::get_child_health)
        .service(decide::decide_family_file)
        .service(residence::update_residence)
        .service(change_requests::list_change_requests)
        .service(change_requests::decide_change_request)
        .service(record::get_household_record)
        .service(record::create_household_note);
}
