//! A household sends an invitation again.

use actix_web::{HttpResponse, post, web};
use chrono::TimeDelta;
use shared::ids::{GuardianInvitationId, HouseholdId};

use super::invitation_store;
use super::send::{SEND_GUARDIAN_INVITATION, SendGuardianInvitation};
use crate::auth::{Attempt, SignedIn, Throttle, household, lock_household};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{ClientAddress, Received};
use crate::jobs;
use crate::letters::Letters;

/// Sends an invitation again, also one that has expired: a new link, good as long as the first was. Those before it are of no
/// use any more.
#[utoipa::path(
    operation_id = "send_guardian_invitation_again",
    tag = "guardianships",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("invitation_id" = GuardianInvitationId, Path, description = "The invitation."),
    ),
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or no such invitation of it that waits."),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/households/{household_id}/guardian_invitations/{invitation_id}/mails")]
pub(super) async fn send_guardian_invitation_again(
    received: Received,
    address: ClientAddress,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, GuardianInvitationId)>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, household_id).await?;
        access.require_booking()?;
        lock_household(tx, household_id).await?;
        let row = invitation_store::waiting_one(tx, household_id, id).await?;
        let throttle = Throttle::new(&config.auth, Attempt::GuardianInvitation, &row.email, address.0);
        if let Some(retry_after) = throttle.count(tx, received.at).await? {
            return Err(Error::TooManyAttempts { retry_after });
        }
        let expires_at = received.at + TimeDelta::days(letters.auth.invitation_days.into());
        invitation_store::ask_again(tx, row.id, received.at, expires_at).await?;
        let job = SendGuardianInvitation { id: row.id, number: row.asked + 1 };
        jobs::enqueue(tx, &letters.clock, received.at, SEND_GUARDIAN_INVITATION, &job).await?;
        let deed = Deed {
            household: Some(household_id),
            ..Deed::by(&signed_in, &received, ("guardian_invitation", row.id), "invited")
        };
        record(tx, &letters.clock, received.at, &deed, None, None).await
    })
    .await?;
    Ok(HttpResponse::Accepted().finish())
}
