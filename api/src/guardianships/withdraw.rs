//! A household takes an invitation back.

use actix_web::{HttpResponse, delete, web};
use shared::ids::{GuardianInvitationId, HouseholdId};

use super::invitation_store;
use crate::auth::{SignedIn, household, lock_household};
use crate::db::Db;
use crate::entities::guardian_invitations::Ending;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;
use crate::letters::Letters;

/// Takes an invitation back: its links are of no use any more.
#[utoipa::path(
    operation_id = "delete_guardian_invitation",
    tag = "guardianships",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("invitation_id" = GuardianInvitationId, Path, description = "The invitation."),
    ),
    responses(
        (status = 204, description = "Taken back."),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or no such invitation of it that waits."),
    )
)]
#[delete("/households/{household_id}/guardian_invitations/{invitation_id}")]
pub(super) async fn delete_guardian_invitation(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, GuardianInvitationId)>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, household_id).await?;
        access.require_booking()?;
        lock_household(tx, household_id).await?;
        let row = invitation_store::waiting_one(tx, household_id, id).await?;
        if !invitation_store::end(tx, row.id, Ending::Withdrawn, received.at).await? {
            return Err(Error::NotFound);
        }
        let deed = Deed {
            household: Some(household_id),
            ..Deed::by(&signed_in, &received, ("guardian_invitation", row.id), "withdrawn")
        };
        record(tx, &letters.clock, received.at, &deed, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
