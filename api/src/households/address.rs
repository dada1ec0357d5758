//! Staff give a guardian who has no account an address, and invite them there.

use actix_web::{HttpResponse, put, web};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::ids::{GuardianId, HouseholdId};
use shared::staff::Permission;
use shared::wire::{GuardianAddress, GuardianAddressSet};

use crate::accounts::invite;
use crate::auth::{EditFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::{guardians, household_guardians};
use crate::error::Error;
use crate::family_files::{NewAddress, set_address};
use crate::history::{By, Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::letters::Letters;
use crate::organisation::Snapshots;

/// Gives a guardian who has no account a mail address, and invites them there if asked: by the link they set a password and
/// act for the household. Only administrators and agents invite. An account that has the address already, a colleague's, is
/// attached at once, but nobody's own.
#[utoipa::path(
    operation_id = "update_guardian_address",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("guardian_id" = GuardianId, Path, description = "The guardian."),
        ("If-Match" = String, Header, description = "The `version` of the guardian's part.", example = "\"1\""),
    ),
    request_body(content = GuardianAddress, example = json!({ "email": "odile.petit@famille.example", "invite": true })),
    responses(
        (status = 200, description = "Theirs from now on.", body = GuardianAddressSet,
            example = json!({ "version": 2, "email": "odile.petit@famille.example", "invitation": "invited" })),
        (status = 403, description = "`invitations_closed`: parents create their accounts themselves"),
        (status = 404, description = "`not_found`: no such household or guardian, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `email` is `invalid_email`, `taken` by somebody else, `own`: a colleague \
            gives it to you; or `has_account`: the guardian changes it without help"),
    )
)]
#[put("/family_files/{household_id}/guardians/{guardian_id}/address")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_guardian_address(
    received: Received,
    staff: Require<EditFamilies>,
    path: web::Path<(HouseholdId, GuardianId)>,
    version: IfMatch,
    body: Json<GuardianAddress>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let ((household, guardian), asked) = (*path, body.0);
    let account_id = staff.signed_in.account_id;
    if asked.invite && !staff.role.may(Permission::InviteFamilies) {
        return Err(Error::RoleNotPermitted);
    }
    let answer = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            staff.scope(tx, &organisation, received.at).await?.permit(tx, household).await?;
            lock_household(tx, household).await?;
            let found = household_guardians::Entity::find()
                .find_also_related(guardians::Entity)
                .filter(household_guardians::Column::HouseholdId.eq(household.0))
                .filter(household_guardians::Column::GuardianId.eq(guardian.0))
                .one(tx)
                .await?;
            let row = found.and_then(|(_, row)| row).ok_or(Error::NotFound)?;
            if row.account_id.is_some() {
                return Err(Error::invalid("email", "has_account", "who signs in changes it without help"));
            }
            let address = NewAddress::judge(tx, "email", &asked.email, Some(guardian), account_id).await?;
            let next = set_address(tx, guardian, version.0, &address).await?;
            let deed = Deed {
                household: Some(household),
                ..Deed::by(&staff.signed_in, &received, ("guardian", guardian.0), "address_given")
            };
            let (before, after) = (json!({ "email": row.email }), json!({ "email": address.email }));
            record(tx, &clock, received.at, &deed, Some(before), Some(after)).await?;
            let mut invitation = None;
            if asked.invite {
                let by = By { account_id: Some(account_id), request_id: &received.request_id };
                let told =
                    invite(tx, &letters, received.at, by, std::slice::from_ref(&address.email)).await?;
                invitation = told.first().map(|one| one.outcome);
            }
            Ok(GuardianAddressSet { version: next, email: address.email, invitation })
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}
