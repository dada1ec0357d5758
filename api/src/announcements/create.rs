//! Writing an announcement.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use anyhow::Context;
use serde_json::json;
use shared::announcements::Audience;
use shared::wire::{Announcement, AnnouncementText};

use super::checked::checked;
use super::{store, summary};
use crate::auth::{Require, WriteAnnouncements};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::announcements::{AnnouncementState, Model};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;

/// Writes an announcement as a draft: families see it once it is published.
#[utoipa::path(
    operation_id = "create_announcement",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    params(IdempotencyKey),
    request_body(content = AnnouncementText, example = json!({ "title_fr": "Grève jeudi",
        "body_fr": "La cantine est **fermée**.", "audience": { "facilities": ["0197c9a2-0000-7000-8000-0000000000f1"] },
        "shown_until": "2026-09-18" })),
    responses(
        (status = 201, description = "The draft.", body = Announcement,
            example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "state": "draft", "title": "Grève jeudi",
            "audience": { "facilities": ["0197c9a2-0000-7000-8000-0000000000f1"] }, "school_year": "2026-2027",
            "shown_until": "2026-09-18", "written_at": "2026-09-14T08:00:00Z", "written_by": "Nadia Roux",
            "by_mail": false, "mailed": 0, "mailing": false, "readers": 0, "may_change": true, "version": 1,
            "body_fr": "La cantine est **fermée**.", "title_en": "", "body_en": "" })),
        (status = 422, description = "`invalid_value`: a title or text is `empty`, `too_long` or `invalid_characters`; `audience` is \
            `empty`, `too_long`, `unknown`, `invalid_class` or `not_yours`; `school_year` is `unknown`; `shown_until` is `past` or \
            `too_far`; `idempotency_key_reused`"),
    )
)]
#[post("/announcements")]
pub(super) async fn create_announcement(
    received: Received,
    staff: Require<WriteAnnouncements>,
    key: IdempotencyKey,
    body: Json<AnnouncementText>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (account_id, now) = (staff.signed_in.account_id, received.at);
    let asked =
        Once { account_id, operation: "create_announcement", key: &key, request_hash: fingerprint(&body.0)? };
    once(&db, &received, asked, async |tx| {
        let organisation = snapshots.current(tx).await?;
        let day = organisation.today(now);
        let scope = staff.scope(tx, &organisation, now).await?;
        let text = checked(&body.0, &organisation, &scope, now)?;
        let row = Model {
            id: clock.new_id(now),
            state: AnnouncementState::Draft,
            title_fr: text.title_fr,
            body_fr: text.body_fr,
            title_en: text.title_en,
            body_en: text.body_en,
            audience: kept(&text.audience)?,
            school_year: text.school_year.to_string(),
            shown_until: text.shown_until,
            written_at: now,
            written_by: account_id.0,
            published_at: None,
            published_by: None,
            corrected_at: None,
            withdrawn_at: None,
            by_mail: false,
            mailed_to: None,
            mailed: 0,
            mailed_at: None,
            version: 1,
        };
        store::insert(tx, row.clone()).await?;
        let deed = Deed::by(&staff.signed_in, &received, ("announcement", row.id), "written");
        record(tx, &clock, now, &deed, None, Some(told(&row))).await?;
        Ok((StatusCode::CREATED, summary::whole(tx, &scope, true, day, row).await?))
    })
    .await
}

/// An audience as a row has it.
pub(super) fn kept(audience: &Audience) -> Result<serde_json::Value, Error> {
    Ok(serde_json::to_value(audience).context("writing an audience")?)
}

/// What the history keeps of an announcement.
pub(super) fn told(row: &Model) -> serde_json::Value {
    json!({
        "title_fr": row.title_fr, "body_fr": row.body_fr, "title_en": row.title_en, "body_en": row.body_en,
        "audience": row.audience, "school_year": row.school_year, "shown_until": row.shown_until,
    })
}
