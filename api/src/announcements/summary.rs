//! Announcements as staff see them.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use shared::announcements::{Addressed, Audience};
use shared::calendar::SchoolYear;
use shared::organisation::Organisation;
use shared::wire::{Announcement, AnnouncementState, AnnouncementSummary};

use super::checked::may_address;
use super::store;
use crate::auth::{Scope, names_of_colleagues};
use crate::entities::announcements::{AnnouncementState as Kept, Model};
use crate::error::Error;

/// Whom an announcement is for.
pub(super) fn audience(row: &Model) -> Result<Audience, Error> {
    read_audience(row.audience.clone())
}

/// Whom, as a row has it.
pub(super) fn read_audience(kept: serde_json::Value) -> Result<Audience, Error> {
    serde_json::from_value(kept).map_err(|error| Error::internal(format!("an audience: {error}")))
}

/// The school year of a row.
pub(super) fn read_year(year: &str) -> Result<SchoolYear, Error> {
    year.parse().map_err(|error| Error::internal(format!("a school year: {error}")))
}

/// Whom an announcement reaches, as the organisation is now.
pub(super) fn addressed(row: &Model, organisation: &Organisation) -> Result<Addressed, Error> {
    Ok(Addressed::of(&audience(row)?, read_year(&row.school_year)?, organisation))
}

/// Makes sure that somebody of the staff may change an announcement.
///
/// # Errors
///
/// [`Error::NotPermitted`].
pub(super) fn permit(scope: &Scope, row: &Model) -> Result<(), Error> {
    if may_address(scope, &audience(row)?) { Ok(()) } else { Err(Error::NotPermitted) }
}

/// How far an announcement is on a day.
pub(super) fn state_on(row: &Model, day: NaiveDate) -> AnnouncementState {
    match row.state {
        Kept::Draft => AnnouncementState::Draft,
        Kept::Published if row.shown_until < day => AnnouncementState::Expired,
        Kept::Published => AnnouncementState::Published,
        Kept::Withdrawn => AnnouncementState::Withdrawn,
    }
}

/// Announcements as the list shows them. Two statements.
pub(super) async fn summaries(
    db: &impl ConnectionTrait,
    scope: &Scope,
    may_write: bool,
    day: NaiveDate,
    rows: &[Model],
) -> Result<Vec<AnnouncementSummary>, Error> {
    let accounts = rows.iter().flat_map(|row| [Some(row.written_by), row.published_by]).flatten();
    let names = names_of_colleagues(db, accounts).await?;
    let readers = store::readers(db, rows.iter().map(|row| row.id)).await?;
    let shown = rows.iter().map(|row| {
        let audience = audience(row)?;
        Ok(AnnouncementSummary {
            id: row.id.into(),
            state: state_on(row, day),
            title: row.title_fr.clone(),
            may_change: may_write && may_address(scope, &audience),
            audience,
            school_year: read_year(&row.school_year)?,
            shown_until: row.shown_until,
            written_at: row.written_at,
            written_by: names.get(&row.written_by).cloned(),
            published_at: row.published_at,
            published_by: row.published_by.and_then(|by| names.get(&by).cloned()),
            corrected_at: row.corrected_at,
            withdrawn_at: row.withdrawn_at,
            by_mail: row.by_mail,
            mailed: u32::try_from(row.mailed).unwrap_or_default(),
            mailing: row.by_mail && row.mailed_at.is_none(),
            readers: readers.get(&row.id).copied().unwrap_or_default(),
            version: row.version,
        })
    });
    shown.collect()
}

/// One announcement with its texts.
pub(super) async fn whole(
    db: &impl ConnectionTrait,
    scope: &Scope,
    may_write: bool,
    day: NaiveDate,
    row: Model,
) -> Result<Announcement, Error> {
    let summary = summaries(db, scope, may_write, day, std::slice::from_ref(&row)).await?.pop();
    let summary = summary.ok_or_else(|| Error::internal("no summary"))?;
    Ok(Announcement { summary, body_fr: row.body_fr, title_en: row.title_en, body_en: row.body_en })
}
