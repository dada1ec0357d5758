//! Saying that one looks at something, and who else does.

use actix_web::{HttpResponse, put, web};
use shared::wire::{OnlookerSubject, Onlookers};
use uuid::Uuid;

use super::store::{GONE_AFTER_SECONDS, note, others};
use super::subject::permit;
use crate::auth::{ReadFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::Received;
use crate::organisation::Snapshots;

/// Says that one looks at a file, a change request or a document, and answers which colleagues do, and since when. It holds
/// for a minute: screens say it again while they show it. Every role; a referent, for the families of their facilities.
#[utoipa::path(
    operation_id = "update_onlooker",
    tag = "onlookers",
    security(("access_token" = ["read_families"])),
    params(
        ("subject" = OnlookerSubject, Path, description = "What is looked at."),
        ("subject_id" = Uuid, Path, description = "Which one; of a file, the household's id."),
    ),
    responses(
        (status = 200, description = "Who else looks at it.", body = Onlookers, example = json!({
            "others": [{ "name": "Omar Haddad", "since": "2026-09-07T06:00:00Z" }], "gone_after_seconds": 60 })),
        (status = 404, description = "`not_found`: no such thing, or of no family of a referent's."),
    )
)]
#[put("/onlookers/{subject}/{subject_id}")]
pub(super) async fn update_onlooker(
    received: Received,
    staff: Require<ReadFamilies>,
    path: web::Path<(OnlookerSubject, Uuid)>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (subject, account) = (*path, staff.signed_in.account_id);
    let others = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            permit(tx, &organisation, &staff, subject, received.at).await?;
            note(tx, subject, account, received.at).await?;
            others(tx, subject, account).await
        })
        .await?;
    let answer = Onlookers { others, gone_after_seconds: GONE_AFTER_SECONDS };
    Ok(HttpResponse::Ok().json(answer))
}
