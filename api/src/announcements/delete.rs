//! Throwing a draft away.

use actix_web::{HttpResponse, delete, web};
use shared::ids::AnnouncementId;

use super::create::told;
use super::store;
use super::update::to_change;
use crate::auth::{Require, WriteAnnouncements};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::announcements::AnnouncementState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Received};
use crate::organisation::Snapshots;

/// Deletes a draft. What was published is withdrawn instead: it is known what families were told.
#[utoipa::path(
    operation_id = "delete_announcement",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    params(
        ("announcement_id" = AnnouncementId, Path, description = "Which."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "Gone."),
        (status = 403, description = "`not_permitted`: for families of other facilities \
            than one's own"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `state` is `published`"),
    )
)]
#[delete("/announcements/{announcement_id}")]
pub(super) async fn delete_announcement(
    received: Received,
    staff: Require<WriteAnnouncements>,
    id: web::Path<AnnouncementId>,
    version: IfMatch,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let scope = staff.scope(tx, &organisation, received.at).await?;
        let row = to_change(tx, &scope, *id, version).await?;
        if row.state != AnnouncementState::Draft {
            return Err(Error::invalid("state", "published", "what was published is withdrawn"));
        }
        store::delete(tx, *id).await?;
        let deed = Deed::by(&staff.signed_in, &received, ("announcement", row.id), "deleted");
        record(tx, &clock, received.at, &deed, Some(told(&row)), None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
