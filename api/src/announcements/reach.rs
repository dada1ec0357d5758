//! Whom publishing would reach, before anybody publishes.

use actix_web::{HttpResponse, get, web};
use shared::ids::AnnouncementId;
use shared::wire::AnnouncementReach;

use super::families::Families;
use super::{store, summary};
use crate::auth::{ReadAnnouncements, Require};
use crate::db::Db;
use crate::error::Error;
use crate::organisation::Snapshots;

/// How many households an announcement is for as families are now, how many guardians would get a mail, each once, and in how
/// many households nobody would.
#[utoipa::path(
    operation_id = "get_announcement_reach",
    tag = "announcements",
    security(("access_token" = ["read_announcements"])),
    params(("announcement_id" = AnnouncementId, Path, description = "Which.")),
    responses(
        (status = 200, description = "Whom it would reach now.", body = AnnouncementReach,
            example = json!({ "households": 140, "guardians": 212, "households_without_mail": 9 })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/announcements/{announcement_id}/reach")]
pub(super) async fn get_announcement_reach(
    _staff: Require<ReadAnnouncements>,
    id: web::Path<AnnouncementId>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let row = store::find(&tx, *id).await?;
    let families = Families::load(&tx).await?;
    tx.commit().await?;
    let reach: AnnouncementReach = families.reach(&summary::addressed(&row, &organisation)?);
    Ok(HttpResponse::Ok().json(reach))
}
