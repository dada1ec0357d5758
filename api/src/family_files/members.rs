//! Somebody comes into the household: a child, or another guardian.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use sea_orm::DatabaseTransaction;
use shared::families::FileSubject;
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::wire::{MemberCreated, NewMember};

use super::family::Family;
use super::newcomers::{Adding, insert_child, insert_guardian};
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Adds a child to the household. Where staff validate files, nothing is booked for the child before they have looked.
#[utoipa::path(
    operation_id = "create_child",
    tag = "family_files",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = NewMember, example = json!({ "school_year": "2026-2027", "values": {
        "child_first_name": "Zoé", "child_last_name": "Martin", "child_birth_date": "2021-03-09" } })),
    responses(
        (status = 201, description = "The child is in.", body = MemberCreated,
            example = json!({ "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" } })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value` as for `update_family_file`; `values` is `too_many`, or `exists`: \
            a child of that name and day of birth; `idempotency_key_reused`"),
    )
)]
#[post("/households/{household_id}/children")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_child(
    received: Received,
    signed_in: SignedIn,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<NewMember>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let adding = Adding { received: &received, signed_in: &signed_in, clock: &clock };
    let asked = Once {
        account_id: signed_in.account_id,
        operation: "create_child",
        key: &key,
        request_hash: fingerprint(&(*household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let new = ChildId(clock.new_id(received.at));
        let subject = FileSubject::Child(new);
        let family = own_family(tx, &signed_in, *household_id).await?;
        let organisation = snapshots.current(tx).await?;
        let (year, values) = adding.judge(&organisation, &family, subject, &body.0)?;
        let (member, came) = ((*household_id, new), Some(family.after_decisions(received.at)));
        insert_child(tx, &vault, received.at, member, came, year, &values).await?;
        adding.tell(tx, *household_id, subject).await?;
        Ok((StatusCode::CREATED, MemberCreated { subject }))
    })
    .await
}

/// Adds another guardian to the household, who has no account: an invitation can follow.
#[utoipa::path(
    operation_id = "create_guardian",
    tag = "family_files",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = NewMember, example = json!({ "school_year": "2026-2027", "values": {
        "guardian_first_name": "Paul", "guardian_last_name": "Martin", "guardian_phone": "06 12 34 56 78" } })),
    responses(
        (status = 201, description = "The guardian is in.", body = MemberCreated,
            example = json!({ "subject": { "guardian": "0197c9a2-0000-7000-8000-000000000009" } })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value` as for `update_family_file`; `values` is `too_many`; \
            `idempotency_key_reused`"),
    )
)]
#[post("/households/{household_id}/guardians")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_guardian(
    received: Received,
    signed_in: SignedIn,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<NewMember>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let adding = Adding { received: &received, signed_in: &signed_in, clock: &clock };
    let asked = Once {
        account_id: signed_in.account_id,
        operation: "create_guardian",
        key: &key,
        request_hash: fingerprint(&(*household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let new = GuardianId(clock.new_id(received.at));
        let subject = FileSubject::Guardian(new);
        let family = own_family(tx, &signed_in, *household_id).await?;
        let organisation = snapshots.current(tx).await?;
        let (_, values) = adding.judge(&organisation, &family, subject, &body.0)?;
        insert_guardian(tx, received.at, (*household_id, new), (None, None), &values).await?;
        adding.tell(tx, *household_id, subject).await?;
        Ok((StatusCode::CREATED, MemberCreated { subject }))
    })
    .await
}

/// The family of a household for which one may act, its row locked.
async fn own_family(
    tx: &DatabaseTransaction,
    signed_in: &SignedIn,
    household_id: HouseholdId,
) -> Result<Family, Error> {
    let access = household(tx, signed_in.account_id, household_id).await?;
    access.require_booking()?;
    lock_household(tx, household_id).await?;
    Family::load(tx, household_id).await
}
