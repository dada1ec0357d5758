//! Staff add a child or another guardian to a household.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::families::FileSubject;
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::wire::{MemberCreated, NewMember};

use super::{NOBODY_YET, in_reach};
use crate::auth::{EditFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::family_files::newcomers::{Adding, insert_child, insert_guardian};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Adds a child to a household on behalf of the family. It counts as checked where the household's file is validated.
#[utoipa::path(
    operation_id = "create_child_of_household",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = NewMember, example = json!({ "school_year": "2026-2027", "values": {
        "child_first_name": "Zoé", "child_last_name": "Martin", "child_birth_date": "2021-03-09" } })),
    responses(
        (status = 201, description = "The child is in.", body = MemberCreated,
            example = json!({ "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" } })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value` as for `create_child`; `idempotency_key_reused`"),
    )
)]
#[post("/family_files/{household_id}/children")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::family_files) async fn create_child_of_household(
    received: Received,
    staff: Require<EditFamilies>,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<NewMember>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let household_id = *household_id;
    let adding = Adding { received: &received, signed_in: &staff.signed_in, clock: &clock };
    let asked = Once {
        account_id: staff.signed_in.account_id,
        operation: "create_child_of_household",
        key: &key,
        request_hash: fingerprint(&(household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let id = ChildId(clock.new_id(received.at));
        let subject = FileSubject::Child(id);
        let organisation = snapshots.current(tx).await?;
        let family = in_reach(tx, &organisation, &staff, (household_id, NOBODY_YET), received.at).await?;
        let (year, values) = adding.judge(&organisation, &family, subject, &body.0)?;
        insert_child(tx, &vault, received.at, (household_id, id), None, year, &values).await?;
        adding.tell(tx, household_id, subject).await?;
        Ok((StatusCode::CREATED, MemberCreated { subject }))
    })
    .await
}

/// Adds another guardian to a household on behalf of the family; an address, and by it an account, can follow.
#[utoipa::path(
    operation_id = "create_guardian_of_household",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = NewMember, example = json!({ "school_year": "2026-2027", "values": {
        "guardian_first_name": "Paul", "guardian_last_name": "Martin" } })),
    responses(
        (status = 201, description = "The guardian is in.", body = MemberCreated,
            example = json!({ "subject": { "guardian": "0197c9a2-0000-7000-8000-000000000009" } })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value` as for `create_guardian`; `idempotency_key_reused`"),
    )
)]
#[post("/family_files/{household_id}/guardians")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::family_files) async fn create_guardian_of_household(
    received: Received,
    staff: Require<EditFamilies>,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<NewMember>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let household_id = *household_id;
    let adding = Adding { received: &received, signed_in: &staff.signed_in, clock: &clock };
    let asked = Once {
        account_id: staff.signed_in.account_id,
        operation: "create_guardian_of_household",
        key: &key,
        request_hash: fingerprint(&(household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let id = GuardianId(clock.new_id(received.at));
        let subject = FileSubject::Guardian(id);
        let organisation = snapshots.current(tx).await?;
        let family = in_reach(tx, &organisation, &staff, (household_id, NOBODY_YET), received.at).await?;
        let (_, values) = adding.judge(&organisation, &family, subject, &body.0)?;
        insert_guardian(tx, received.at, (household_id, id), (None, None), &values).await?;
        adding.tell(tx, household_id, subject).await?;
        Ok((StatusCode::CREATED, MemberCreated { subject }))
    })
    .await
}
