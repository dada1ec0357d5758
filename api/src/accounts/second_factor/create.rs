//! Making a secret for the application on the phone.

use actix_web::{HttpResponse, post, web};
use shared::wire::{PasswordProof, SecondFactorSetup};

use super::{secret, store};
use crate::accounts::letters::organisation;
use crate::accounts::proof::Prover;
use crate::error::Error;
use crate::http::Json;
use crate::letters::Letters;
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
        (status = 422, description = "`invalid_value`: `password` is `wrong_password`; `second_factor` is `exists`: remove it first"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/accounts/current/second_factor")]
pub(in crate::accounts) async fn create_second_factor(
    asking: Prover,
    body: Json<PasswordProof>,
    letters: web::Data<Letters>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let proven = asking.prove("password", body.0.password).await?;
    let account = &proven.account;
    let fresh = secret::generate();
    let sealed = vault.seal(&secret::context(account.id), &fresh)?;
    let issuer = organisation(&letters, proven.db.reader()).await?;
    let setup = secret::setup(&fresh, &issuer, &account.email)?;
    let now = proven.received.at;
    if !proven.write(async |tx| Ok(store::keep(tx, account.id, sealed.clone(), now).await?)).await? {
        return Err(Error::invalid("second_factor", "exists", "remove the second factor first"));
    }
    Ok(HttpResponse::Created().json(setup))
}
