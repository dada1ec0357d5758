//! Following an invitation by the account that is signed in.

use actix_web::{HttpResponse, post, web};
use shared::wire::{AcceptGuardianInvitation, Joined, LinkFault};

use super::invitation_store;
use super::join::{Joining, join};
use crate::accounts::join::owner;
use crate::auth::SignedIn;
use crate::db::Db;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::letters::Letters;

/// Follows an invitation that was sent to the address of the account. No other account can.
#[utoipa::path(
    operation_id = "accept_guardian_invitation",
    tag = "guardianships",
    security(("access_token" = [])),
    request_body(content = AcceptGuardianInvitation, example = json!({ "token": "bm90IGEgc2VjcmV0" })),
    responses(
        (status = 200, description = "A guardian.", body = Joined, example = json!({ "email": "hugo.martin@famille.example", "household_id": "0197c9a2-0000-7000-8000-0000000000cc" })),
        (status = 404, description = "`not_found`: `household_id` is none of the account where one may book, or the one that invites."),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used`, `expired`, `withdrawn` or \
            `other_account`"),
    )
)]
#[post("/guardian_invitations/acceptance")]
pub(super) async fn accept_guardian_invitation(
    received: Received,
    signed_in: SignedIn,
    body: Json<AcceptGuardianInvitation>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let AcceptGuardianInvitation { token, household_id: into } = body.0;
    let now = received.at;
    let joined = db
        .write(async |tx| {
            let invitation = invitation_store::usable(tx, &token, now).await?;
            let owner = owner(tx, signed_in.account_id).await?;
            if owner.email != invitation.email {
                return Err(Error::LinkUnusable { reason: LinkFault::OtherAccount });
            }
            let request_id = received.request_id.as_str();
            let joining = Joining { invitation: &invitation, owner: &owner, into, now, request_id };
            let household_id = join(tx, &letters, &joining).await?;
            Ok(Joined { email: owner.email, household_id })
        })
        .await?;
    Ok(HttpResponse::Ok().json(joined))
}
