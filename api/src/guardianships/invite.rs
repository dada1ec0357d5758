//! A household invites the other guardian of its children.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::families::values::name;
use shared::guardianships::{MOST_INVITATIONS, may_live_in_one_more};
use shared::ids::HouseholdId;
use shared::problem::FieldError;
use shared::wire::{GuardianInvitation, Living, NewGuardianInvitation};
use uuid::Uuid;

use super::send::{SEND_GUARDIAN_INVITATION, SendGuardianInvitation};
use super::{invitation_store, invitations, store};
use crate::auth::{Attempt, HouseholdAccess, SignedIn, Throttle, household, lock_household};
use crate::config::Config;
use crate::db::Db;
use crate::entities::guardian_invitations;
use crate::error::Error;
use crate::family_files::homes;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::jobs;
use crate::letters::Letters;
use crate::mail::{is_address, normalised};

/// Invites the other guardian of the children, by mail: into this household, or with a household of their own.
///
/// Answer and work are the same for known and unknown addresses. The link of the mail works once, for a while; only whoever
/// has that address can follow it.
#[utoipa::path(
    operation_id = "create_guardian_invitation",
    tag = "guardianships",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        IdempotencyKey,
    ),
    request_body(content = NewGuardianInvitation, example = json!({ "first_name": "Hugo", "last_name": "Martin",
        "email": "hugo.martin@famille.example", "living": "elsewhere",
        "children": ["0197c9a2-0000-7000-8000-000000000001"] })),
    responses(
        (status = 201, description = "A mail is on its way.", body = GuardianInvitation,
            example = json!({ "id": "0197c9a2-0000-7000-8000-0000000000ee",
                "first_name": "Hugo", "last_name": "Martin", "email": "hugo.martin@famille.example", "living": "elsewhere",
                "children": ["0197c9a2-0000-7000-8000-000000000001"], "sent_at": "2026-09-01T08:00:00Z",
                "expires_at": "2026-09-15T08:00:00Z", "expired": false })),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`: `first_name` or `last_name` is `empty`, `too_long`, \
            `invalid_characters` or `address_in_name`; `email` is `invalid_email`, `own_address`, `member`, `invited` or `too_many`; `children` is \
            `empty`, `unknown` or `two_households`; `guardian_id` is `unknown`, or `ask_staff`: the organisation knows them \
            by another address or in another household too; `idempotency_key_reused`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/households/{household_id}/guardian_invitations")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_guardian_invitation(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<NewGuardianInvitation>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let asked = Once {
        account_id: signed_in.account_id,
        operation: "create_guardian_invitation",
        key: &key,
        request_hash: fingerprint(&(*household_id, &body.0))?,
    };
    let access = household(db.reader(), signed_in.account_id, *household_id).await?;
    let new = checked(&access, &body.0)?;
    let throttle = Throttle::new(&config.auth, Attempt::GuardianInvitation, &new.email, address.0);
    once(&db, &received, asked, async |tx| {
        let by = household(tx, signed_in.account_id, *household_id).await?;
        let row = insert(tx, &letters, received.at, (&by, &signed_in), &throttle, new.clone()).await?;
        let deed = Deed {
            household: Some(by.household_id),
            ..Deed::by(&signed_in, &received, ("guardian_invitation", row.id), "invited")
        };
        let told = json!({ "email": row.email, "living": body.0.living });
        record(tx, &letters.clock, received.at, &deed, None, Some(told)).await?;
        Ok((StatusCode::CREATED, invitations::shown(row, received.at)?))
    })
    .await
}

/// What is wrong before anything is looked up; names and address as they are kept.
fn checked(access: &HouseholdAccess, new: &NewGuardianInvitation) -> Result<NewGuardianInvitation, Error> {
    access.require_booking()?;
    let mut errors = Vec::new();
    let mut wrong = |field: &str, code: &str| {
        let (field, code) = (field.to_owned(), code.to_owned());
        errors.push(FieldError { field, code, detail: "see the operation".to_owned() });
    };
    let mut kept = new.clone();
    if new.guardian_id.is_none() {
        for (field, kept) in [("first_name", &mut kept.first_name), ("last_name", &mut kept.last_name)] {
            match name(kept) {
                Ok(checked) => *kept = checked,
                Err(fault) => wrong(field, fault.code()),
            }
        }
    }
    kept.email = normalised(&new.email);
    if !is_address(&kept.email) {
        wrong("email", "invalid_email");
    }
    match new.living {
        Living::Here => kept.children.clear(),
        Living::Elsewhere if new.children.is_empty() => wrong("children", "empty"),
        Living::Elsewhere => {
            kept.children.sort();
            kept.children.dedup();
        }
    }
    if errors.is_empty() { Ok(kept) } else { Err(Error::InvalidValue(errors)) }
}

/// Writes the invitation and the work of sending it.
async fn insert(
    tx: &impl ConnectionTrait,
    letters: &Letters,
    now: DateTime<Utc>,
    (by, signed_in): (&HouseholdAccess, &SignedIn),
    throttle: &Throttle,
    mut new: NewGuardianInvitation,
) -> Result<guardian_invitations::Model, Error> {
    by.require_booking()?;
    lock_household(tx, by.household_id).await?;
    look_up(tx, by, &mut new).await?;
    if let Some(retry_after) = throttle.count(tx, now).await? {
        return Err(Error::TooManyAttempts { retry_after });
    }
    let id = letters.clock.new_id(now);
    let row = guardian_invitations::Model {
        id,
        household_id: by.household_id.0,
        guardian_id: new.guardian_id.map(Into::into),
        first_name: new.first_name,
        last_name: new.last_name,
        email: new.email,
        living: match new.living {
            Living::Here => guardian_invitations::Living::Here,
            Living::Elsewhere => guardian_invitations::Living::Elsewhere,
        },
        children: json!(new.children),
        token_hash: None,
        created_at: now,
        created_by: signed_in.account_id.0,
        sent_at: now,
        expires_at: now + TimeDelta::days(letters.auth.invitation_days.into()),
        asked: 1,
        mailed: 0,
        ended_at: None,
        ending: None,
    };
    let all = row.clone().into_active_model().reset_all();
    guardian_invitations::Entity::insert(all).exec_without_returning(tx).await?;
    let job = SendGuardianInvitation { id, number: 1 };
    jobs::enqueue(tx, &letters.clock, now, SEND_GUARDIAN_INVITATION, &job).await?;
    Ok(row)
}

/// What is wrong with an invitation as things stand in this household; nothing is told of others.
async fn look_up(
    tx: &impl ConnectionTrait,
    by: &HouseholdAccess,
    new: &mut NewGuardianInvitation,
) -> Result<(), Error> {
    let wrong = |field: &str, code: &str| Err(Error::invalid(field, code, "see the operation"));
    let members = store::members(tx, by.household_id).await?;
    let open = store::addresses(tx, by.household_id).await?;
    if let Some(id) = new.guardian_id {
        let of_household = members.iter().find(|(row, _)| row.id == id.0);
        let Some((row, _)) = of_household.filter(|(row, _)| row.account_id.is_none()) else {
            return wrong("guardian_id", "unknown");
        };
        if !store::may_become(tx, by.household_id, row, &new.email).await? {
            return wrong("guardian_id", "ask_staff");
        }
        new.first_name.clone_from(&row.first_name);
        new.last_name.clone_from(&row.last_name);
    }
    if let Some((guardian, _)) = open.iter().find(|(_, email)| *email == new.email) {
        return wrong("email", if *guardian == by.guardian_id { "own_address" } else { "member" });
    }
    let waiting = invitation_store::waiting(tx, by.household_id).await?;
    if waiting.iter().any(|row| row.email == new.email) {
        return wrong("email", "invited");
    }
    if waiting.len() >= MOST_INVITATIONS {
        return wrong("email", "too_many");
    }
    let children: Vec<Uuid> = new.children.iter().map(|child| child.0).collect();
    let homes = homes(tx, &children).await?;
    for child in &children {
        let of_child: Vec<_> = homes.iter().filter(|home| home.child_id == *child).collect();
        if !of_child.iter().any(|home| home.household_id == by.household_id.0) {
            return wrong("children", "unknown");
        }
        if !may_live_in_one_more(of_child.len()) {
            return wrong("children", "two_households");
        }
    }
    Ok(())
}
