//! The guardians of a household: inviting the other one, following the invitation, who may book, fetch and pay.

mod accept;
mod carry_over;
mod erase;
mod invitation_store;
mod invitations;
mod invite;
mod join;
mod letters;
mod links;
mod list;
mod new_account;
mod payer;
mod resend;
mod roles;
mod second_home;
mod send;
mod store;
mod withdraw;
mod work;

use utoipa_actix_web::service_config::ServiceConfig;

pub use carry_over::carry_over;
pub use erase::erase;
pub use letters::{About, TEMPLATES, tell};
pub use work::work;

use send::{SEND_GUARDIAN_INVITATION, send_guardian_invitation};

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(list::list_guardians)
        .service(invite::create_guardian_invitation)
        .service(resend::send_guardian_invitation_again)
        .service(withdraw::delete_guardian_invitation)
        .service(links::inspect_guardian_invitation)
        .service(new_account::create_guardian_account)
        .service(accept::accept_guardian_invitation)
        .service(payer::update_payer)
        .service(roles::list_guardians_of_household)
        .service(roles::update_guardian_roles)
        .service(second_home::add_child_of_household);
}
