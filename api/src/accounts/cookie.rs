//! The cookie that holds the refresh token: scripts cannot read it, other sites cannot send it, and it travels only to
//! the operations on sign-ins.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::auth::Secret;
use crate::config::Config;

const NAME: &str = "ribambelle_refresh";
const PATH: &str = "/api/v1/sign_ins";

/// The cookie of a fresh token.
pub(super) fn with(token: &Secret, config: &Config) -> Cookie<'static> {
    cookie(token.value().to_owned(), config, Duration::days(config.auth.refresh_token_days.into()))
}

/// The cookie that removes it.
pub(super) fn cleared(config: &Config) -> Cookie<'static> {
    cookie(String::new(), config, Duration::ZERO)
}

/// The token that a request brings.
pub(super) fn token(request: &HttpRequest) -> Option<Secret> {
    request
        .cookie(NAME)
        .filter(|cookie| !cookie.value().is_empty())
        .map(|cookie| Secret::received(cookie.value()))
}

fn cookie(value: String, config: &Config, age: Duration) -> Cookie<'static> {
    Cookie::build(NAME, value)
        .path(PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(config.secure_cookies())
        .max_age(age)
        .finish()
}
