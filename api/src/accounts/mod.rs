//! Accounts: signing in and out, who is signed in, passwords, mail addresses, devices, invitations, closing.

mod address_changes;
mod carry_over;
mod close;
mod confirm_address;
mod cookie;
mod create_invitations;
mod create_password;
mod current;
mod devices;
mod erase;
mod estimate_password;
mod former;
mod inspect_link;
mod invite;
mod invite_command;
pub mod join;
mod letters;
mod links;
mod new_password;
mod password;
mod password_resets;
mod proof;
mod refresh;
mod second_factor;
mod sign_in;
mod sign_in_store;
mod sign_out;
mod sign_up;
mod store;
mod update;
mod update_password;

use chrono::{DateTime, TimeDelta, Utc};
use utoipa_actix_web::service_config::ServiceConfig;

pub use carry_over::close_for;
pub use erase::{Inactive, Inactivity, erase, retire_inactive, retire_sign_ins};
pub use former::{former_addresses, known_by};
pub use invite::{account_of_staff, invite, invite_staff};
pub use invite_command::InviteCommand;
pub use letters::{TEMPLATES, permit_invitations};
pub use password::{give_passwords, list_accounts};
pub use password_resets::{SEND_PASSWORD_RESET, send_password_reset};
pub use proof::{Proven, Prover};
pub use second_factor::{RemoveSecondFactorCommand, seal_anew, seals};
pub use sign_up::{SEND_SIGN_UP, send_sign_up};

use crate::auth::Throttle;
use crate::config::AuthConfig;
use crate::db::Db;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(sign_in::create_sign_in)
        .service(refresh::refresh_sign_in)
        .service(sign_out::delete_sign_in)
        .service(current::get_current_account)
        .service(update::update_current_account)
        .service(update_password::update_password)
        .service(address_changes::create_address_change)
        .service(close::close_current_account)
        .service(create_invitations::create_invitations)
        .service(second_factor::create_second_factor)
        .service(second_factor::confirm_second_factor)
        .service(second_factor::create_recovery_codes)
        .service(second_factor::remove_second_factor)
        .service(devices::list_devices)
        .service(devices::delete_device)
        .service(devices::delete_other_devices)
        .service(password_resets::create_password_reset)
        .service(inspect_link::inspect_account_link)
        .service(confirm_address::confirm_address)
        .service(estimate_password::estimate_password)
        .service(create_password::create_password)
        .service(sign_up::create_sign_up)
        .service(sign_up::update_sign_up)
        .service(sign_up::send_sign_up_again)
        .service(sign_up::confirm_sign_up);
}

/// Removes refresh tokens that have expired, links long of no use, and counters of failures that are over.
///
/// # Errors
///
/// When the database fails.
pub async fn clean(db: &Db, settings: &AuthConfig, now: DateTime<Utc>) -> anyhow::Result<()> {
    let window = TimeDelta::minutes(settings.throttle_window_minutes.into());
    db.write(async |tx| {
        sign_in_store::remove_expired(tx, now).await?;
        links::clean(tx, now).await?;
        sign_up::clean(tx, now).await?;
        Throttle::clean(tx, now - window).await?;
        Ok(())
    })
    .await?;
    Ok(())
}
