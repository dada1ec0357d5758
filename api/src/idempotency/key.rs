//! The header `Idempotency-Key`: read from requests, and told in the OpenAPI document.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use shared::problem::FieldError;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::{IntoParams, PartialSchema};

use crate::error::Error;
use crate::vault::Vault;

/// The header.
pub const HEADER: &str = "Idempotency-Key";
/// Longest key accepted.
const MAX_LENGTH: usize = 200;

/// The key of a request: 1 to 200 visible ASCII characters. It brings what marks the request: bodies tell of health.
#[derive(Clone)]
pub struct IdempotencyKey {
    pub(super) key: String,
    pub(super) vault: Data<Vault>,
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let header = ParameterBuilder::new()
            .name(HEADER)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(
                "1 to 200 visible ASCII characters, new for each request; the same to try again.",
            ))
            .schema(Some(String::schema()))
            .example(Some("0197c9a2-8f5e-7d1c-9a53-3c1d0c5b7e12".into()));
        vec![header.build()]
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(HEADER) else {
            return ready(Err(Error::IdempotencyKeyMissing));
        };
        let key = value.to_str().unwrap_or_default().trim();
        if key.is_empty() || key.len() > MAX_LENGTH || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return ready(Err(Error::InvalidParameter(vec![FieldError {
                field: HEADER.to_owned(),
                code: "invalid_value".to_owned(),
                detail: format!("1 to {MAX_LENGTH} visible ASCII characters"),
            }])));
        }
        let Some(vault) = request.app_data::<Data<Vault>>() else {
            return ready(Err(Error::internal("a server without keys")));
        };
        ready(Ok(Self { key: key.to_owned(), vault: vault.clone() }))
    }
}
