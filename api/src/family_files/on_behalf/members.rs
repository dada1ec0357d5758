//! Staff add a child or another guardian to a household.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use sea_orm::DatabaseTransaction;
use shared::calendar::SchoolYear;
use shared::families::FileSubject;
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::wire::{MemberCreated, NewMember};

use super::in_reach;
use crate::auth::{EditFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::family_files::edit::Rules;
use crate::family_files::family::{Answers, subject_key};
use crate::family_files::members::{MOST, has_child, insert_child, insert_guardian};
use crate::family_files::sheet::year_of;
use crate::history::{Deed, record};
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
    let (household_id, adding) =
        (*household_id, Adding { received: &received, staff: &staff, clock: &clock });
    let asked = Once {
        account_id: staff.signed_in.account_id,
        operation: "create_child_of_household",
        key: &key,
        request_hash: fingerprint(&(household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let id = ChildId(clock.new_id(received.at));
        let subject = FileSubject::Child(id);
        let (year, values) = adding.judge(tx, &snapshots, household_id, subject, &body.0).await?;
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
    let (household_id, adding) =
        (*household_id, Adding { received: &received, staff: &staff, clock: &clock });
    let asked = Once {
        account_id: staff.signed_in.account_id,
        operation: "create_guardian_of_household",
        key: &key,
        request_hash: fingerprint(&(household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let id = GuardianId(clock.new_id(received.at));
        let subject = FileSubject::Guardian(id);
        let (_, values) = adding.judge(tx, &snapshots, household_id, subject, &body.0).await?;
        insert_guardian(tx, received.at, (household_id, id), (None, None), &values).await?;
        adding.tell(tx, household_id, subject).await?;
        Ok((StatusCode::CREATED, MemberCreated { subject }))
    })
    .await
}

struct Adding<'a> {
    received: &'a Received,
    staff: &'a Require<EditFamilies>,
    clock: &'a Clock,
}

impl Adding<'_> {
    async fn judge(
        &self,
        tx: &DatabaseTransaction,
        snapshots: &Snapshots,
        household: HouseholdId,
        subject: FileSubject,
        new: &NewMember,
    ) -> Result<(SchoolYear, Answers), Error> {
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, Some(new.school_year), self.received.at)?;
        // who is new is nobody's yet
        let to_family = (household, FileSubject::Household);
        let family = in_reach(tx, &organisation, self.staff, to_family, self.received.at).await?;
        let is_child = matches!(subject, FileSubject::Child(_));
        let known = if is_child { family.children.len() } else { family.guardians.len() };
        if known >= MOST {
            return Err(Error::invalid("values", "too_many", format!("at most {MOST}")));
        }
        let today = organisation.today(self.received.at);
        let values = Rules { organisation: &organisation, year, today }.judge_new(subject, &new.values)?;
        if is_child && has_child(&family, &values) {
            return Err(Error::invalid("values", "exists", "a child of that name and day of birth"));
        }
        Ok((year, values))
    }

    async fn tell(
        &self,
        tx: &DatabaseTransaction,
        household: HouseholdId,
        subject: FileSubject,
    ) -> Result<(), Error> {
        let subject = subject_key(subject, household);
        let deed = Deed {
            household: Some(household),
            ..Deed::by(&self.staff.signed_in, self.received, subject, "added")
        };
        record(tx, self.clock, self.received.at, &deed, None, None).await
    }
}
