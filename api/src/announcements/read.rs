//! Announcements as families read them: who is among them is decided when they ask.

use actix_web::{HttpResponse, get, put, web};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use shared::announcements::Addressed;
use shared::catalogue::Language;
use shared::ids::{AnnouncementId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{HouseholdAnnouncement, Page};
use utoipa::IntoParams;
use uuid::Uuid;

use super::families::places_of;
use super::letters::in_language;
use super::{store, summary};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::entities::announcement_readings;
use crate::entities::announcements::Model;
use crate::error::Error;
use crate::http::{PageQuery, Query, Received, page};
use crate::markdown;
use crate::organisation::Snapshots;

/// Which announcements are asked for, and in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AnnouncementsQuery {
    /// `fr` or `en`; French when absent or unknown.
    #[param(example = "fr")]
    #[serde(default)]
    language: String,
    /// Only those that the account has not read.
    #[serde(default)]
    unread: bool,
    /// `next_cursor` of the page before; none for the first.
    cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// The announcements for a household that are shown now, newest first.
#[utoipa::path(
    operation_id = "list_household_announcements",
    tag = "announcements",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household."), AnnouncementsQuery),
    responses(
        (status = 200, description = "A page.", body = Page<HouseholdAnnouncement>, example = json!({ "items": [{
            "id": "0197c9a2-0000-7000-8000-0000000000a1", "from": "Périscolaire des Tilleuls", "language": "fr",
            "title": "Grève jeudi", "blocks": [{ "paragraph": [{ "text": "La cantine est fermée." }] }],
            "published_at": "2026-09-14T08:05:00Z", "shown_until": "2026-09-18", "read": false }] })),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/households/{household_id}/announcements")]
pub(super) async fn list_household_announcements(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    query: Query<AnnouncementsQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let AnnouncementsQuery { language, unread, cursor, limit } = query.0;
    let language = Language::from_tag(&language).unwrap_or_default();
    let paging = PageQuery { cursor, limit };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    let organisation = snapshots.current(&tx).await?;
    let day = organisation.today(received.at);
    let read = store::read_by(&tx, signed_in.account_id.0).await?;
    let mut ids = for_household(&tx, &organisation, access.household_id, day).await?;
    if let Some(after) = after {
        // where it stood is known also of one that was withdrawn between two pages
        let place = store::by_ids(&tx, &[after]).await?.remove(&after).map(|row| (row.published_at, row.id));
        ids.retain(|(published_at, id)| place.is_some_and(|place| (Some(*published_at), *id) < place));
    }
    let ids = ids.into_iter().map(|(_, id)| id).filter(|id| !unread || !read.contains(id));
    let ids: Vec<Uuid> = ids.take(usize::try_from(limit + 1).unwrap_or(usize::MAX)).collect();
    let mut rows = store::by_ids(&tx, &ids).await?;
    tx.commit().await?;
    let rows: Vec<Model> = ids.iter().filter_map(|id| rows.remove(id)).collect();
    let found = page(
        rows,
        limit,
        |row| row.id,
        |row| {
            let is_read = read.contains(&row.id);
            shown(&organisation, &row, language, is_read)
        },
    );
    let items = found.items.into_iter().collect::<Result<Vec<_>, Error>>()?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: found.next_cursor }))
}

/// Which of the announcements that are shown on a day are for a household, and when each was published, newest first. Two
/// statements.
async fn for_household(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
    day: NaiveDate,
) -> Result<Vec<(DateTime<Utc>, Uuid)>, Error> {
    let places = places_of(db, household).await?;
    let mut ids = Vec::new();
    for (id, published_at, audience, year) in store::shown_on(db, day).await? {
        let audience = summary::read_audience(audience)?;
        if Addressed::of(&audience, summary::read_year(&year)?, organisation).includes(&places) {
            ids.push((published_at, id));
        }
    }
    Ok(ids)
}

fn shown(
    organisation: &Organisation,
    row: &Model,
    language: Language,
    read: bool,
) -> Result<HouseholdAnnouncement, Error> {
    let audience = summary::audience(row)?;
    let facility = audience.only_facility(organisation);
    let (language, title, body) = in_language(row, language);
    Ok(HouseholdAnnouncement {
        id: row.id.into(),
        from: facility.map_or(&organisation.name, |facility| &facility.name).clone(),
        language: language.code().to_owned(),
        title: title.to_owned(),
        blocks: markdown::parse(body),
        published_at: row.published_at.ok_or_else(|| Error::internal("published, but when"))?,
        corrected_at: row.corrected_at,
        shown_until: row.shown_until,
        read,
    })
}

/// Marks an announcement as read by the account that asks. Again it changes nothing.
#[utoipa::path(
    operation_id = "update_announcement_reading",
    tag = "announcements",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("announcement_id" = AnnouncementId, Path, description = "Which."),
    ),
    responses(
        (status = 204, description = "Marked."),
        (status = 404, description = "`not_found`: no household of this account, or not shown to it."),
    )
)]
#[put("/households/{household_id}/announcements/{announcement_id}/reading")]
pub(super) async fn update_announcement_reading(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, AnnouncementId)>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    let account = signed_in.account_id;
    db.write(async |tx| {
        let access = household(tx, account, household_id).await?;
        let organisation = snapshots.current(tx).await?;
        let day = organisation.today(received.at);
        let shown = for_household(tx, &organisation, access.household_id, day).await?;
        if !shown.iter().any(|(_, one)| *one == id.0) {
            return Err(Error::NotFound);
        }
        let mark = announcement_readings::Model {
            announcement_id: id.0,
            account_id: account.0,
            read_at: received.at,
        };
        store::mark_read(tx, mark).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
