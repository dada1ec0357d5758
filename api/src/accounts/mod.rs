//! Accounts: signing in, staying signed in, signing out, who is signed in.

mod cookie;
mod current;
mod password;
mod refresh;
mod sign_in;
mod sign_out;
mod store;

use chrono::{DateTime, TimeDelta, Utc};
use utoipa_actix_web::service_config::ServiceConfig;

pub use password::{give_passwords, list_accounts};

use crate::auth::Throttle;
use crate::config::AuthConfig;
use crate::db::Db;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(sign_in::create_sign_in)
        .service(refresh::refresh_sign_in)
        .service(sign_out::delete_sign_in)
        .service(current::get_current_account);
}

/// Removes refresh tokens that have expired, sign-ins without any, and counters of failures that are over.
///
/// # Errors
///
/// When the database fails.
pub async fn clean(db: &Db, settings: &AuthConfig, now: DateTime<Utc>) -> anyhow::Result<()> {
    let window = TimeDelta::minutes(settings.throttle_window_minutes.into());
    db.write(async |tx| {
        store::remove_expired(tx, now).await?;
        Throttle::clean(tx, now - window).await?;
        Ok(())
    })
    .await?;
    Ok(())
}
