//! What an invitation is, for whoever holds its link.

use actix_web::{HttpRequest, HttpResponse, post, web};
use sea_orm::EntityTrait;
use shared::wire::{GuardianInvitationLink, LinkToken};

use super::{invitation_store, invitations};
use crate::accounts::join;
use crate::auth::ClientLimits;
use crate::db::Db;
use crate::entities::children;
use crate::error::Error;
use crate::http::{Json, Received};
use crate::mail::Addressee;

/// Says what an invitation is, for whom and by whom, without following it.
#[utoipa::path(
    operation_id = "inspect_guardian_invitation",
    tag = "guardianships",
    request_body = LinkToken,
    responses(
        (status = 200, description = "The invitation.", body = GuardianInvitationLink, example = json!({
            "email": "hugo.martin@famille.example", "first_name": "Hugo", "invited_by": "Claire", "living": "elsewhere",
            "children": ["Lina"], "has_account": false, "expires_at": "2026-09-15T08:00:00Z" })),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used`, `expired` or `withdrawn`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
    )
)]
#[post("/guardian_invitations/inspect")]
pub(super) async fn inspect_guardian_invitation(
    request: HttpRequest,
    received: Received,
    body: Json<LinkToken>,
    db: web::Data<Db>,
    limits: web::Data<ClientLimits>,
) -> Result<HttpResponse, Error> {
    limits.inspections.pass(&request, received.at)?;
    let row = invitation_store::usable(db.reader(), &body.0.token, received.at).await?;
    let by = Addressee::of(db.reader(), row.created_by.into()).await?;
    let owner = join::owner_of(db.reader(), &row.email).await?;
    let ids = invitations::children(&row)?;
    let mut names = Vec::with_capacity(ids.len());
    for id in ids {
        names.extend(children::Entity::find_by_id(id).one(db.reader()).await?.map(|child| child.first_name));
    }
    let answer = GuardianInvitationLink {
        living: invitations::living(&row),
        email: row.email,
        first_name: row.first_name,
        invited_by: by.name,
        children: names,
        has_account: owner.is_some_and(|owner| owner.has_password),
        expires_at: row.expires_at,
    };
    Ok(HttpResponse::Ok().json(answer))
}
