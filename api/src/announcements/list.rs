//! What families were told, are told, and will be.

use actix_web::{HttpResponse, get, web};
use shared::staff::Permission;
use shared::wire::{AnnouncementSummary, Page};

use super::{store, summary};
use crate::auth::{ReadAnnouncements, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::{PageQuery, Query, Received, page};
use crate::organisation::Snapshots;

/// All announcements, newest first, drafts among them. Every role; who may change which is said of each.
#[utoipa::path(
    operation_id = "list_announcements",
    tag = "announcements",
    security(("access_token" = ["read_announcements"])),
    params(PageQuery),
    responses(
        (status = 200, description = "A page.", body = Page<AnnouncementSummary>, example = json!({ "items": [{
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "state": "published", "title": "Grève jeudi",
            "audience": { "facilities": ["0197c9a2-0000-7000-8000-0000000000f1"] }, "school_year": "2026-2027",
            "shown_until": "2026-09-18", "written_at": "2026-09-14T08:00:00Z", "written_by": "Nadia Roux",
            "published_at": "2026-09-14T08:05:00Z", "published_by": "Nadia Roux", "by_mail": true, "mailed": 212,
            "mailing": false, "readers": 87, "may_change": true, "version": 2 }] })),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/announcements")]
pub(super) async fn list_announcements(
    received: Received,
    staff: Require<ReadAnnouncements>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let day = organisation.today(received.at);
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    let found = page(store::list(&tx, after, limit + 1).await?, limit, |row| row.id, |row| row);
    let may_write = staff.role.may(Permission::WriteAnnouncements);
    let items = summary::summaries(&tx, &scope, may_write, day, &found.items).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: found.next_cursor }))
}
