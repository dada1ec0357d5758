//! Taking an announcement back.

use actix_web::http::header;
use actix_web::{HttpResponse, delete, web};
use shared::ids::AnnouncementId;
use shared::wire::Announcement;

use super::update::to_change;
use super::{store, summary};
use crate::auth::{Require, WriteAnnouncements};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::announcements::AnnouncementState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Received, etag_of_version};
use crate::organisation::Snapshots;

/// Takes back what is published: families see it no longer, and mails that are not written yet are not written.
#[utoipa::path(
    operation_id = "withdraw_announcement",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    params(
        ("announcement_id" = AnnouncementId, Path, description = "Which."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"2\""),
    ),
    responses(
        (status = 200, description = "Withdrawn.", body = Announcement,
            headers(("ETag" = String, description = "Of what it is now.")), example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "state": "withdrawn", "title": "Grève jeudi",
            "audience": "everyone", "school_year": "2026-2027", "shown_until": "2026-09-18",
            "written_at": "2026-09-14T08:00:00Z", "published_at": "2026-09-14T08:05:00Z",
            "withdrawn_at": "2026-09-15T08:00:00Z", "by_mail": false, "mailed": 0, "mailing": false, "readers": 12,
            "may_change": true, "version": 3, "body_fr": "La cantine est **fermée**.", "title_en": "", "body_en": "" })),
        (status = 403, description = "`not_permitted`: for families of other facilities \
            than one's own"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `state` is `draft` or `withdrawn`"),
    )
)]
#[delete("/announcements/{announcement_id}/publication")]
pub(super) async fn withdraw_announcement(
    received: Received,
    staff: Require<WriteAnnouncements>,
    id: web::Path<AnnouncementId>,
    version: IfMatch,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let now = received.at;
    let answer = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let day = organisation.today(now);
            let scope = staff.scope(tx, &organisation, now).await?;
            let mut row = to_change(tx, &scope, *id, version).await?;
            match row.state {
                AnnouncementState::Published => {}
                AnnouncementState::Draft => {
                    return Err(Error::invalid("state", "draft", "it is not published"));
                }
                AnnouncementState::Withdrawn => {
                    return Err(Error::invalid("state", "withdrawn", "it was taken back already"));
                }
            }
            row.state = AnnouncementState::Withdrawn;
            row.withdrawn_at = Some(now);
            // a batch of mails that comes after finds it so, and none follows
            row.mailed_at = row.mailed_at.or_else(|| row.by_mail.then_some(now));
            row.version += 1;
            store::update(tx, row.clone()).await?;
            let deed = Deed::by(&staff.signed_in, &received, ("announcement", row.id), "withdrawn");
            record(tx, &clock, now, &deed, None, None).await?;
            summary::whole(tx, &scope, true, day, row).await
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(answer.summary.version))).json(answer))
}
