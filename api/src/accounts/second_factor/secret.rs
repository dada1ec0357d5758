//! The secret that phone and server share, and the codes it makes.

use anyhow::{Context, anyhow};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};
use shared::wire::SecondFactorSetup;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::entities::second_factors;
use crate::vault::{Vault, row};

/// Bytes of a secret: 160 bits, as RFC 4226 recommends.
const LENGTH: usize = 20;

/// A fresh secret.
pub(super) fn generate() -> [u8; LENGTH] {
    rand::random()
}

/// For which row a secret is sealed.
pub(super) fn context(account_id: Uuid) -> String {
    row::<second_factors::Entity>(account_id)
}

/// What the application on the phone is told.
pub(super) fn setup(secret: &[u8], issuer: &str, email: &str) -> anyhow::Result<SecondFactorSetup> {
    // a colon stands between the two
    let [issuer, email] = [issuer, email].map(|text| text.replace(':', " "));
    let totp = Builder::new()
        .with_secret(Secret::from(secret))
        .with_account_name(email.as_str())
        .with_issuer(Some(issuer.as_str()))
        .build()
        .map_err(|error| anyhow!("a second factor: {error}"))?;
    let url = totp.to_url().map_err(|error| anyhow!("the link of a second factor: {error}"))?;
    // on a screen nothing is scratched: a coarser picture is read more easily
    let picture =
        QRBuilder::new(url.as_str()).ecl(ECL::L).build().map_err(|error| anyhow!("a QR code: {error}"))?;
    let svg = SvgBuilder::default().to_str(&picture);
    Ok(SecondFactorSetup {
        secret: Secret::from(secret).to_base32(),
        url,
        qr_code: format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)),
    })
}

/// The step of a code, if it is one of this minute: the half a minute before and after count too.
pub(super) fn step(
    vault: &Vault,
    account_id: Uuid,
    sealed: &str,
    code: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i64>> {
    let secret = vault.open(&context(account_id), sealed)?;
    let totp: Totp = Builder::new()
        .with_secret(Secret::from(secret.as_slice()))
        .build()
        .map_err(|error| anyhow!("a second factor: {error}"))?;
    let time = u64::try_from(now.timestamp()).context("an instant before 1970")?;
    totp.check(code, time).map(|step| i64::try_from(step).context("a step out of range")).transpose()
}
