//! One announcement, for staff.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use shared::ids::AnnouncementId;
use shared::staff::Permission;
use shared::wire::Announcement;

use super::{store, summary};
use crate::auth::{ReadAnnouncements, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Received, etag_of_version};
use crate::organisation::Snapshots;

/// An announcement as it is written, with the `ETag` to change it by. Every role.
#[utoipa::path(
    operation_id = "get_announcement",
    tag = "announcements",
    security(("access_token" = ["read_announcements"])),
    params(("announcement_id" = AnnouncementId, Path, description = "Which.")),
    responses(
        (status = 200, description = "The announcement.", body = Announcement,
            headers(("ETag" = String, description = "To change it with.")), example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "state": "draft", "title": "Grève jeudi",
            "audience": "everyone", "school_year": "2026-2027", "shown_until": "2026-09-18",
            "written_at": "2026-09-14T08:00:00Z", "written_by": "Nadia Roux", "by_mail": false, "mailed": 0,
            "mailing": false, "readers": 0, "may_change": true, "version": 1,
            "body_fr": "La cantine est **fermée**.", "title_en": "", "body_en": "" })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/announcements/{announcement_id}")]
pub(super) async fn get_announcement(
    received: Received,
    staff: Require<ReadAnnouncements>,
    id: web::Path<AnnouncementId>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let day = organisation.today(received.at);
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    let row = store::find(&tx, *id).await?;
    let may_write = staff.role.may(Permission::WriteAnnouncements);
    let answer = summary::whole(&tx, &scope, may_write, day, row).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(answer.summary.version))).json(answer))
}
