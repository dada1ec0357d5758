//! Letting a colleague in.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use shared::wire::{NewStaffMember, StaffMember, StaffMemberUpdate};

use super::checked::checked;
use super::store;
use crate::accounts::{account_of_staff, invite_staff};
use crate::auth::{ManageStaff, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{By, Deed, record};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::letters::Letters;
use crate::mail::{is_address, normalised};
use crate::organisation::Snapshots;

/// Lets a colleague in: the account of the address, or a new one, gets the role; without a password, a mail brings a link
/// to set one. Administrators.
#[utoipa::path(
    operation_id = "create_staff_member",
    tag = "staff",
    security(("access_token" = ["manage_staff"])),
    params(IdempotencyKey),
    request_body(content = NewStaffMember, example = json!({ "email": "nadia.roux@commune.example",
        "first_name": "Nadia", "last_name": "Roux", "role": "agent", "facilities": [] })),
    responses(
        (status = 201, description = "They are in.", body = StaffMember,
            example = json!({ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "email": "nadia.roux@commune.example", "first_name": "Nadia",
            "last_name": "Roux", "role": "agent", "facilities": [], "has_password": true, "second_factor": true })),
        (status = 422, description = "`invalid_value`: `email` is `invalid_email` or `exists`; a name is `empty`, `too_long`, `address_in_name` \
            or `invalid_characters`; `facilities` is `role` or `unknown`; `idempotency_key_reused`"),
    )
)]
#[post("/staff")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_staff_member(
    received: Received,
    staff: Require<ManageStaff>,
    key: IdempotencyKey,
    body: Json<NewStaffMember>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let account_id = staff.signed_in.account_id;
    let asked =
        Once { account_id, operation: "create_staff_member", key: &key, request_hash: fingerprint(&body.0)? };
    once(&db, &received, asked, async |tx| {
        let by = By { account_id: Some(account_id), request_id: &received.request_id };
        let member = add(tx, &clock, &snapshots, &letters, received.at, by, body.0.clone()).await?;
        Ok((StatusCode::CREATED, member))
    })
    .await
}

/// Gives the account of an address a role, and invites whoever has no password.
///
/// # Errors
///
/// [`Error::InvalidValue`]; those of the database.
pub async fn add(
    tx: &DatabaseTransaction,
    clock: &Clock,
    snapshots: &Snapshots,
    letters: &Letters,
    now: DateTime<Utc>,
    by: By<'_>,
    member: NewStaffMember,
) -> Result<StaffMember, Error> {
    let NewStaffMember { email, first_name, last_name, role, facilities } = member;
    let email = normalised(&email);
    if !is_address(&email) {
        return Err(Error::invalid("email", "invalid_email", "no mail address"));
    }
    let update = StaffMemberUpdate { first_name, last_name, role, facilities };
    let member = checked(update, &*snapshots.current(tx).await?)?;
    let id = account_of_staff(tx, letters, now, &email).await?;
    if !store::members(tx, Some(id.0)).await?.is_empty() {
        return Err(Error::invalid("email", "exists", "works for the organisation already"));
    }
    store::insert(tx, id, &member, now).await?;
    invite_staff(tx, letters, now, id).await?;
    let deed = Deed {
        by: by.account_id,
        household: None,
        request_id: by.request_id,
        subject: ("staff", id.0),
        action: "let_in",
    };
    record(tx, clock, now, &deed, None, Some(json!(member))).await?;
    Ok(store::member(tx, id).await?.0)
}
