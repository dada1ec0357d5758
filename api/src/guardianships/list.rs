//! The guardians of a household, who may do what, who is invited.

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::guardianships::{GuardianRoles, payer};
use shared::ids::{GuardianId, HouseholdId};
use shared::wire::{GuardianInvitationTarget, HouseholdGuardian, HouseholdGuardians};
use uuid::Uuid;

use super::{invitation_store, invitations, store};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::family_files::elsewhere;
use crate::http::{Received, etag_of_version};

/// The guardians of a household: who may book, fetch the children, who pays; invitations that wait; with whom the children
/// live elsewhere, by first names. For its guardians.
#[utoipa::path(
    operation_id = "list_guardians",
    tag = "guardianships",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household."),),
    responses(
        (status = 200, description = "The guardians.", body = HouseholdGuardians,
            headers(("ETag" = String, description = "Of the roles.")), example = json!({ "server_time_ms": 1_788_249_600_000_i64,
            "name": "Famille Martin", "version": 1, "guardians": [{ "guardian_id": "0197c9a2-0000-7000-8000-000000000009",
                "may_book": true, "may_pick_up": true, "pays": true, "first_name": "Claire", "last_name": "Martin",
                "has_account": true, "is_me": true }], "invitations": [],
            "children": [{ "id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "elsewhere": ["Karim"] }] })),
        (status = 404, description = "`not_found`: no household of this account."),
    )
)]
#[get("/households/{household_id}/guardians")]
pub(super) async fn list_guardians(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    let found = guardians(&tx, access.household_id, Some(access.guardian_id), received.at).await?;
    tx.commit().await?;
    Ok(answer(&found))
}

/// As it is answered: nobody else's cache keeps it.
pub(super) fn answer(found: &HouseholdGuardians) -> HttpResponse {
    HttpResponse::Ok().insert_header(("ETag", etag_of_version(found.version))).json(found)
}

/// The guardians of a household, as one of them sees them, or staff.
pub(super) async fn guardians(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    me: Option<GuardianId>,
    now: DateTime<Utc>,
) -> Result<HouseholdGuardians, Error> {
    let row = store::household(db, household).await?;
    let members = store::members(db, household).await?;
    let open = store::accounts(db, household).await?;
    let children = store::children_of(db, household).await?;
    let ids: Vec<Uuid> = children.iter().map(|child| child.id).collect();
    let mut elsewhere = elsewhere(db, household, &ids).await?;
    let waiting = invitation_store::waiting(db, household).await?;
    let payer = payer_of(&members, row.payer_id);
    let guardian = |(guardian, member): store::Member| HouseholdGuardian {
        roles: GuardianRoles {
            guardian_id: guardian.id.into(),
            may_book: member.may_book,
            may_pick_up: member.may_pick_up,
            pays: payer == Some(guardian.id.into()),
        },
        has_account: guardian.account_id.is_some_and(|id| open.contains(&id.into())),
        is_me: me == Some(guardian.id.into()),
        first_name: guardian.first_name,
        last_name: guardian.last_name,
    };
    Ok(HouseholdGuardians {
        server_time_ms: now.timestamp_millis(),
        name: row.name,
        version: row.roles_version,
        guardians: members.into_iter().map(guardian).collect(),
        invitations: waiting.into_iter().map(|row| invitations::shown(row, now)).collect::<Result<_, _>>()?,
        children: children
            .into_iter()
            .map(|child| GuardianInvitationTarget {
                elsewhere: elsewhere.remove(&child.id.into()).unwrap_or_default(),
                id: child.id.into(),
                first_name: child.first_name,
            })
            .collect(),
    })
}

/// Who pays of the guardians of a household.
pub(super) fn payer_of(members: &[store::Member], named: Option<Uuid>) -> Option<GuardianId> {
    let rights: Vec<_> = members.iter().map(|(row, member)| (row.id.into(), member.may_book)).collect();
    payer(&rights, named.map(Into::into))
}
