//! Somebody comes into the household: a child, or another guardian.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject, folded};
use shared::ids::{AccountId, ChildId, GuardianId, HouseholdId};
use shared::wire::{MemberCreated, NewMember};

use super::apply;
use super::edit::{Changes, Rules};
use super::family::{Answers, Family, Place, place};
use super::sheet::year_of;
use super::{health, store};
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::{children, guardians, household_children, household_guardians};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// The most children, and the most guardians, that a household has.
pub const MOST: usize = 12;

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
    let by = Adding { received: &received, signed_in, household_id: *household_id, clock: &clock };
    let asked = Once {
        account_id: signed_in.account_id,
        operation: "create_child",
        key: &key,
        request_hash: fingerprint(&(*household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let new = ChildId(clock.new_id(received.at));
        let subject = FileSubject::Child(new);
        by.add(tx, &snapshots, subject, &body.0, async |family, values| {
            if has_child(family, values) {
                return Err(Error::invalid("values", "exists", "a child of that name and day of birth"));
            }
            let (member, came) = ((*household_id, new), Some(family.after_decisions(received.at)));
            insert_child(tx, &vault, received.at, member, came, body.0.school_year, values).await
        })
        .await?;
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
    let by = Adding { received: &received, signed_in, household_id: *household_id, clock: &clock };
    let asked = Once {
        account_id: signed_in.account_id,
        operation: "create_guardian",
        key: &key,
        request_hash: fingerprint(&(*household_id, &body.0))?,
    };
    once(&db, &received, asked, async |tx| {
        let new = GuardianId(clock.new_id(received.at));
        let subject = FileSubject::Guardian(new);
        by.add(tx, &snapshots, subject, &body.0, async |_, values| {
            insert_guardian(tx, received.at, (*household_id, new), (None, None), values).await
        })
        .await?;
        Ok((StatusCode::CREATED, MemberCreated { subject }))
    })
    .await
}

/// Writes a child of a household, who came into it at `added_at`; nothing: as the organisation knows it, to be checked by
/// nobody.
///
/// # Errors
///
/// [`Error::InvalidValue`] when school and grade are not told together; those of the database.
pub(super) async fn insert_child(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    now: DateTime<Utc>,
    (household_id, id): (HouseholdId, ChildId),
    added_at: Option<DateTime<Utc>>,
    year: SchoolYear,
    values: &Answers,
) -> Result<(), Error> {
    let row = children::ActiveModel {
        id: Set(id.0),
        external_id: Set(None),
        first_name: Set(text(values, Field::ChildFirstName)),
        last_name: Set(text(values, Field::ChildLastName)),
        birth_date: Set(text(values, Field::ChildBirthDate).parse().map_err(Error::internal)?),
        created_at: Set(now),
        details: Set(json!(details(values))),
        version: Set(1),
    };
    children::Entity::insert(row).exec_without_returning(tx).await?;
    let member = household_children::ActiveModel {
        household_id: Set(household_id.0),
        child_id: Set(id.0),
        added_at: Set(added_at),
    };
    household_children::Entity::insert(member).exec_without_returning(tx).await?;
    apply::schooling(tx, id, year, values).await?;
    let of_health: Changes = values
        .iter()
        .filter(|(field, _)| place(**field) == Place::Health)
        .map(|(field, value)| (*field, Some(value.clone())))
        .collect();
    if !of_health.is_empty() {
        health::write(tx, vault, id, Answers::new(), of_health).await?;
    }
    store::raise_files(tx, household_id.0, FileSubject::Child(id)).await?;
    Ok(())
}

/// Whether a household has a child of the same first name and day of birth already.
pub(super) fn has_child(family: &Family, values: &Answers) -> bool {
    family.children.iter().any(|(row, _)| {
        folded(&text(values, Field::ChildFirstName)) == folded(&row.first_name)
            && text(values, Field::ChildBirthDate) == row.birth_date.to_string()
    })
}

/// Writes a guardian of a household who may book.
///
/// # Errors
///
/// Those of the database.
pub async fn insert_guardian(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    (household_id, id): (HouseholdId, GuardianId),
    (account, email): (Option<AccountId>, Option<String>),
    values: &Answers,
) -> Result<(), Error> {
    let phone = values.contains_key(&Field::GuardianPhone).then(|| text(values, Field::GuardianPhone));
    let row = guardians::ActiveModel {
        id: Set(id.0),
        external_id: Set(None),
        account_id: Set(account.map(|id| id.0)),
        first_name: Set(text(values, Field::GuardianFirstName)),
        last_name: Set(text(values, Field::GuardianLastName)),
        email: Set(email),
        phone: Set(phone),
        created_at: Set(now),
        details: Set(json!(details(values))),
        version: Set(1),
    };
    guardians::Entity::insert(row).exec_without_returning(tx).await?;
    let member = household_guardians::ActiveModel {
        household_id: Set(household_id.0),
        guardian_id: Set(id.0),
        may_book: Set(true),
        may_pick_up: Set(true),
    };
    household_guardians::Entity::insert(member).exec_without_returning(tx).await?;
    store::raise_files(tx, household_id.0, FileSubject::Guardian(id)).await?;
    Ok(())
}

/// Who adds somebody, to which household.
struct Adding<'a> {
    received: &'a Received,
    signed_in: SignedIn,
    household_id: HouseholdId,
    clock: &'a Clock,
}

impl Adding<'_> {
    async fn add(
        &self,
        tx: &DatabaseTransaction,
        snapshots: &Snapshots,
        subject: FileSubject,
        new: &NewMember,
        write: impl AsyncFnOnce(&Family, &Answers) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let access = household(tx, self.signed_in.account_id, self.household_id).await?;
        if !access.may_book {
            return Err(Error::NotPermitted);
        }
        lock_household(tx, access.household_id).await?;
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, Some(new.school_year), self.received.at)?;
        let family = Family::load(tx, access.household_id).await?;
        let (known, kind, id) = match subject {
            FileSubject::Child(id) => (family.children.len(), "child", id.0),
            FileSubject::Guardian(id) => (family.guardians.len(), "guardian", id.0),
            FileSubject::Household => return Err(Error::internal("a household is no member")),
        };
        if known >= MOST {
            return Err(Error::invalid("values", "too_many", format!("at most {MOST}")));
        }
        let today = organisation.today(self.received.at);
        let values = Rules { organisation: &organisation, year, today }.judge_new(subject, &new.values)?;
        write(&family, &values).await?;
        let deed = Deed {
            household: Some(access.household_id),
            ..Deed::by(&self.signed_in, self.received, (kind, id), "added")
        };
        record(tx, self.clock, self.received.at, &deed, None, None).await
    }
}

pub(super) fn text(values: &Answers, field: Field) -> String {
    match values.get(&field) {
        Some(FieldValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// What is kept in `details` among answers.
pub(super) fn details(values: &Answers) -> Answers {
    let kept = values.iter().filter(|(field, _)| place(**field) == Place::Details);
    kept.map(|(field, value)| (*field, value.clone())).collect()
}
