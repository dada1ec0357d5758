//! Making a secret for the application on the phone.

use actix_web::{HttpResponse, post, web};
use shared::problem::Problem;
use shared::wire::{PasswordProof, SecondFactorSetup};

use super::{secret, store};
use crate::accounts::letters::Letters;
use crate::accounts::proof::Proof;
use crate::auth::{Passwords, SignedIn};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::http::{ClientAddress, Json, Received};
use crate::vault::Vault;

/// Makes a secret and tells it once. It counts only when a code of it has been confirmed; asking again makes another.
#[utoipa::path(
    operation_id = "create_second_factor",
    tag = "second_factors",
    security(("access_token" = [])),
    request_body = PasswordProof,
    responses(
        (status = 201, description = "The secret, to be confirmed.", body = SecondFactorSetup, example = json!({
            "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "url": "otpauth://totp/Ville:claire.martin%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Ville",
            "qr_code": "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=" })),
        (status = 400, description = "`malformed_body`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `second_factor` is `exists`: remove it first", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/accounts/current/second_factor")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::accounts) async fn create_second_factor(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    body: Json<PasswordProof>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let proof = Proof { config: &config, db: &db, passwords: &passwords, address };
    let account = proof.of(signed_in.account_id, "password", body.0.password, received.at).await?;
    let fresh = secret::generate();
    let sealed = vault.seal(&secret::context(account.id), &fresh)?;
    let issuer = letters.organisation(db.reader()).await?;
    let setup = secret::setup(&fresh, &issuer, &account.email)?;
    if !db.write(async |tx| Ok(store::keep(tx, account.id, sealed.clone(), received.at).await?)).await? {
        return Err(Error::invalid("second_factor", "exists", "remove the second factor first"));
    }
    Ok(HttpResponse::Created().json(setup))
}
