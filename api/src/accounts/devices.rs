//! Where an account is signed in.

use actix_web::{HttpResponse, delete, get, web};
use shared::ids::SignInId;
use shared::wire::{Device, Devices};

use super::sign_in_store;
use crate::auth::SignedIn;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;

/// The devices on which the account is signed in, last seen first.
#[utoipa::path(
    operation_id = "list_devices",
    tag = "accounts",
    security(("access_token" = [])),
    responses(
        (status = 200, description = "The devices.", body = Devices, example = json!({ "items": [{
            "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "created_at": "2027-03-01T10:00:00Z",
            "last_seen_at": "2027-03-02T07:30:00Z", "user_agent": "Mozilla/5.0 (Android 16; Mobile; rv:150.0)",
            "current": true }] })),
    )
)]
#[get("/accounts/current/devices")]
pub(super) async fn list_devices(
    received: Received,
    signed_in: SignedIn,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let rows = sign_in_store::open_sign_ins(db.reader(), signed_in.account_id.0, received.at).await?;
    let items = rows.into_iter().map(|row| Device {
        id: row.id.into(),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        user_agent: row.user_agent,
        current: row.id == signed_in.sign_in_id.0,
    });
    Ok(HttpResponse::Ok().json(Devices { items: items.collect() }))
}

/// Signs a device out at once.
#[utoipa::path(
    operation_id = "delete_device",
    tag = "accounts",
    security(("access_token" = [])),
    params(("sign_in_id" = SignInId, Path, description = "The device.")),
    responses(
        (status = 204, description = "Signed out."),
        (status = 404, description = "`not_found`: no device of this account"),
    )
)]
#[delete("/accounts/current/devices/{sign_in_id}")]
pub(super) async fn delete_device(
    received: Received,
    signed_in: SignedIn,
    sign_in_id: web::Path<SignInId>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    db.write(async |tx| {
        if !sign_in_store::owns_sign_in(tx, signed_in.account_id.0, sign_in_id.0).await? {
            return Err(Error::NotFound);
        }
        sign_in_store::revoke(tx, sign_in_id.0, received.at).await?;
        let done = Deed::to_own_account(&signed_in, &received, "device_signed_out");
        record(tx, &clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Signs out everywhere but here.
#[utoipa::path(
    operation_id = "delete_other_devices",
    tag = "accounts",
    security(("access_token" = [])),
    responses(
        (status = 204, description = "Signed out."),
    )
)]
#[delete("/accounts/current/devices")]
pub(super) async fn delete_other_devices(
    received: Received,
    signed_in: SignedIn,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    db.write(async |tx| {
        sign_in_store::revoke_all(tx, signed_in.account_id.0, Some(signed_in.sign_in_id), received.at)
            .await?;
        let done = Deed::to_own_account(&signed_in, &received, "other_devices_signed_out");
        record(tx, &clock, received.at, &done, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
