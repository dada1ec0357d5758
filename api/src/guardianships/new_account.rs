//! Following an invitation by an account that is made for it.

use actix_web::{HttpResponse, post, web};
use shared::wire::{Joined, LinkFault, NewGuardianAccount};

use super::invitation_store;
use super::join::{Joining, join};
use crate::accounts::join as accounts;
use crate::auth::Passwords;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::letters::Letters;

/// Follows an invitation of somebody whose address has no account, or one without a password: opens it and makes them a
/// guardian. The link is used up, and one signs in as always.
#[utoipa::path(
    operation_id = "create_guardian_account",
    tag = "guardianships",
    request_body(content = NewGuardianAccount, example = json!({ "token": "bm90IGEgc2VjcmV0",
        "password": "girafe tambour lundi orage", "language": "fr" })),
    responses(
        (status = 200, description = "One can sign in.", body = Joined, example = json!({ "email": "hugo.martin@famille.example", "household_id": "0197c9a2-0000-7000-8000-0000000000cc" })),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used` (also when the address has an account \
            with a password: its owner signs in and accepts), `expired` or `withdrawn`; `invalid_value`: `password` is \
            `too_short`, `too_long` or `too_guessable`"),
    )
)]
#[post("/guardian_invitations/account")]
pub(super) async fn create_guardian_account(
    received: Received,
    body: Json<NewGuardianAccount>,
    db: web::Data<Db>,
    passwords: web::Data<Passwords>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let NewGuardianAccount { token, password, language } = body.0;
    let now = received.at;
    let known = invitation_store::usable(db.reader(), &token, now).await?;
    let hash = accounts::new_password(&db, &passwords, &letters, password, &known.email).await?;
    let joined = db
        .write(async |tx| {
            let invitation = invitation_store::usable(tx, &token, now).await?;
            let opened = accounts::open(tx, &letters, now, &invitation.email, language, &hash).await?;
            let Some(account) = opened else {
                return Err(Error::LinkUnusable { reason: LinkFault::Used });
            };
            let owner = accounts::owner(tx, account).await?;
            let done = Deed::unsigned(&received.request_id, ("account", account.0), "signed_up");
            record(tx, &letters.clock, now, &done, None, None).await?;
            let request_id = received.request_id.as_str();
            let joining = Joining { invitation: &invitation, owner: &owner, into: None, now, request_id };
            let household_id = join(tx, &letters, &joining).await?;
            Ok(Joined { email: owner.email, household_id })
        })
        .await?;
    Ok(HttpResponse::Ok().json(joined))
}
