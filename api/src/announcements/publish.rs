//! Publishing an announcement.

use actix_web::http::header;
use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::AnnouncementId;
use shared::wire::{Announcement, Publication};

use super::update::to_change;
use super::{fan_out, store, summary};
use crate::auth::{Require, WriteAnnouncements};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::announcements::AnnouncementState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received, etag_of_version};
use crate::organisation::Snapshots;

/// Publishes a draft: the families it is for see it from now on. By mail too, if asked for: the worker writes to every guardian
/// with an account, each once, in their language.
#[utoipa::path(
    operation_id = "publish_announcement",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    params(
        ("announcement_id" = AnnouncementId, Path, description = "Which."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = Publication, example = json!({ "by_mail": true })),
    responses(
        (status = 200, description = "Published.", body = Announcement,
            headers(("ETag" = String, description = "To change it with next.")), example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "state": "published", "title": "Grève jeudi",
            "audience": "everyone", "school_year": "2026-2027", "shown_until": "2026-09-18",
            "written_at": "2026-09-14T08:00:00Z", "written_by": "Nadia Roux", "published_at": "2026-09-14T08:05:00Z",
            "published_by": "Nadia Roux", "by_mail": true, "mailed": 0, "mailing": true, "readers": 0,
            "may_change": true, "version": 2, "body_fr": "La cantine est **fermée**.", "title_en": "", "body_en": "" })),
        (status = 403, description = "`not_permitted`: for families of other facilities \
            than one's own"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `state` is `published` or `withdrawn`; `shown_until` is `past`"),
    )
)]
#[put("/announcements/{announcement_id}/publication")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn publish_announcement(
    received: Received,
    staff: Require<WriteAnnouncements>,
    id: web::Path<AnnouncementId>,
    version: IfMatch,
    body: Json<Publication>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (account, now, by_mail) = (staff.signed_in.account_id, received.at, body.0.by_mail);
    let answer = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let day = organisation.today(now);
            let scope = staff.scope(tx, &organisation, now).await?;
            let mut row = to_change(tx, &scope, *id, version).await?;
            match row.state {
                AnnouncementState::Draft => {}
                AnnouncementState::Published => {
                    return Err(Error::invalid("state", "published", "it is published already"));
                }
                AnnouncementState::Withdrawn => {
                    return Err(Error::invalid("state", "withdrawn", "it was taken back"));
                }
            }
            if row.shown_until < day {
                return Err(Error::invalid("shown_until", "past", "today or later"));
            }
            row.state = AnnouncementState::Published;
            (row.published_at, row.published_by, row.by_mail) = (Some(now), Some(account.0), by_mail);
            row.version += 1;
            store::update(tx, row.clone()).await?;
            if by_mail {
                fan_out::begin(tx, &clock, now, row.id).await?;
            }
            let deed = Deed::by(&staff.signed_in, &received, ("announcement", row.id), "published");
            record(tx, &clock, now, &deed, None, Some(json!({ "by_mail": by_mail }))).await?;
            summary::whole(tx, &scope, true, day, row).await
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(answer.summary.version))).json(answer))
}
