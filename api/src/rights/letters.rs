//! The mails about exports and erasures.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::calendar::local;
use shared::catalogue::format_day_with_year;
use shared::ids::{HouseholdId, MailId};
use shared::paths;
use uuid::Uuid;

use crate::entities::{accounts, guardians, household_guardians};
use crate::error::Error;
use crate::letters::{Letters, Note};
use crate::mail::Addressee;

/// What a letter is about.
#[derive(Clone, Copy)]
pub(super) enum About<'a> {
    /// An export can be fetched until then.
    ExportReady { until: DateTime<Utc> },
    /// A guardian has asked to erase the household's data.
    ErasureAsked { by: &'a str, due_on: NaiveDate },
    /// Staff said no.
    ErasureRefused { reason: &'a str },
    /// It is done.
    ErasureDone,
}

/// What the templates name; what is not so is empty.
#[derive(Serialize)]
struct Words<'a> {
    by: &'a str,
    reason: &'a str,
    day: String,
    link: String,
}

/// Queues a letter to one account.
pub(super) async fn tell(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    account: Uuid,
    about: About<'_>,
) -> Result<MailId, Error> {
    let zone = letters.snapshots.current(tx).await?.calendar.time_zone;
    let to = Addressee::of(tx, account.into()).await?;
    let told = |day: NaiveDate| format_day_with_year(to.language, day);
    let (template, by, reason, day) = match about {
        About::ExportReady { until } => ("export_ready", "", "", told(local(zone, until).date())),
        About::ErasureAsked { by, due_on } => ("erasure_asked", by, "", told(due_on)),
        About::ErasureRefused { reason } => ("erasure_refused", "", reason, String::new()),
        About::ErasureDone => ("erasure_done", "", "", String::new()),
    };
    let words = Words { by, reason, day, link: letters.page(paths::DATA) };
    // the last word to somebody who is erased is not kept
    let secret = matches!(about, About::ErasureDone);
    letters.write(tx, now, &to, Note { secret, ..Note::new(template, words) }).await
}

/// Queues a letter to each guardian of a household who has an account; which they are.
pub(super) async fn tell_all(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    household: HouseholdId,
    about: About<'_>,
) -> Result<Vec<MailId>, Error> {
    let mut queued = Vec::new();
    for account in open_accounts(tx, household).await? {
        queued.push(tell(letters, tx, now, account, about).await?);
    }
    Ok(queued)
}

/// The accounts of a household's guardians, those closed left out.
pub(super) async fn open_accounts(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<Uuid>, Error> {
    let members = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.eq(household.0))
        .all(db)
        .await?;
    let ids = members.into_iter().filter_map(|(_, guardian)| guardian?.account_id);
    let open = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(ids))
        .filter(accounts::Column::ClosedAt.is_null())
        .all(db)
        .await?;
    Ok(open.into_iter().map(|account| account.id).collect())
}
