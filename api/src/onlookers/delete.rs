//! Saying that one no longer looks at something.

use actix_web::{HttpResponse, delete, web};
use shared::wire::OnlookerSubject;
use uuid::Uuid;

use super::store::forget;
use super::subject::permit;
use crate::auth::{ReadFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::Received;
use crate::organisation::Snapshots;

/// Says that one no longer looks at something. Every role; a referent, for the families of their facilities.
#[utoipa::path(
    operation_id = "delete_onlooker",
    tag = "onlookers",
    security(("access_token" = ["read_families"])),
    params(
        ("subject" = OnlookerSubject, Path, description = "What was looked at."),
        ("subject_id" = Uuid, Path, description = "Which one; of a file, the household's id."),
    ),
    responses(
        (status = 204, description = "Noted, also when one did not look."),
        (status = 404, description = "`not_found`: no such thing, or of no family of a referent's."),
    )
)]
#[delete("/onlookers/{subject}/{subject_id}")]
pub(super) async fn delete_onlooker(
    received: Received,
    staff: Require<ReadFamilies>,
    path: web::Path<(OnlookerSubject, Uuid)>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let subject = *path;
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        permit(tx, &organisation, &staff, subject, received.at).await?;
        forget(tx, subject, staff.signed_in.account_id).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
