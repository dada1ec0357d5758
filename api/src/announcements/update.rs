//! Changing a draft, correcting what families read.

use actix_web::http::header;
use actix_web::{HttpResponse, put, web};
use shared::ids::AnnouncementId;
use shared::wire::{Announcement, AnnouncementText};

use super::checked::checked;
use super::create::{kept, told};
use super::{store, summary};
use crate::auth::{Require, Scope, WriteAnnouncements};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::announcements::{AnnouncementState, Model};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received, etag_of_version};
use crate::organisation::Snapshots;

/// Writes a draft anew, or corrects what is published: families then read that it was corrected, and when. Whom a published
/// one is for stays as it is; one that was withdrawn stays as it was.
#[utoipa::path(
    operation_id = "update_announcement",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    params(
        ("announcement_id" = AnnouncementId, Path, description = "Which."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = AnnouncementText, example = json!({ "title_fr": "Grève vendredi",
        "body_fr": "La cantine est **fermée**.", "audience": "everyone", "shown_until": "2026-09-18" })),
    responses(
        (status = 200, description = "Written.", body = Announcement,
            headers(("ETag" = String, description = "To change it with next.")), example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "state": "draft", "title": "Grève vendredi",
            "audience": "everyone", "school_year": "2026-2027", "shown_until": "2026-09-18",
            "written_at": "2026-09-14T08:00:00Z", "written_by": "Nadia Roux", "by_mail": false, "mailed": 0,
            "mailing": false, "readers": 0, "may_change": true, "version": 2,
            "body_fr": "La cantine est **fermée**.", "title_en": "", "body_en": "" })),
        (status = 403, description = "`not_permitted`: for families of other facilities \
            than one's own"),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: as `create_announcement`; `audience` is `published`: it stays; `state` is \
            `withdrawn`"),
    )
)]
#[put("/announcements/{announcement_id}")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_announcement(
    received: Received,
    staff: Require<WriteAnnouncements>,
    id: web::Path<AnnouncementId>,
    version: IfMatch,
    body: Json<AnnouncementText>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (account, now) = (staff.signed_in.account_id, received.at);
    let answer = db
        .write(async |tx| {
            let organisation = snapshots.current(tx).await?;
            let day = organisation.today(now);
            let scope = staff.scope(tx, &organisation, now).await?;
            let before = to_change(tx, &scope, *id, version).await?;
            if before.state == AnnouncementState::Withdrawn {
                return Err(Error::invalid("state", "withdrawn", "it was taken back"));
            }
            let text = checked(&body.0, &organisation, &scope, now)?;
            let mut row = Model {
                title_fr: text.title_fr,
                body_fr: text.body_fr,
                title_en: text.title_en,
                body_en: text.body_en,
                audience: kept(&text.audience)?,
                school_year: text.school_year.to_string(),
                shown_until: text.shown_until,
                ..before.clone()
            };
            let action = if before.state == AnnouncementState::Draft {
                (row.written_at, row.written_by) = (now, account.0);
                "changed"
            } else {
                if (&row.audience, &row.school_year) != (&before.audience, &before.school_year) {
                    return Err(Error::invalid("audience", "published", "whom it is for stays"));
                }
                row.corrected_at = Some(now);
                "corrected"
            };
            row.version += 1;
            store::update(tx, row.clone()).await?;
            let deed = Deed::by(&staff.signed_in, &received, ("announcement", row.id), action);
            record(tx, &clock, now, &deed, Some(told(&before)), Some(told(&row))).await?;
            summary::whole(tx, &scope, true, day, row).await
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(answer.summary.version))).json(answer))
}

/// An announcement that somebody may change, its row locked, if it is as they have read it.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::NotPermitted`], [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn to_change(
    tx: &impl sea_orm::ConnectionTrait,
    scope: &Scope,
    id: AnnouncementId,
    version: IfMatch,
) -> Result<Model, Error> {
    let row = store::lock(tx, id.0).await?.ok_or(Error::NotFound)?;
    summary::permit(scope, &row)?;
    if row.version == version.0 { Ok(row) } else { Err(Error::ChangedMeanwhile) }
}
