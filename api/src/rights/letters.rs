//! The mails about exports and erasures.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::calendar::local;
use shared::catalogue::format_day_with_year;
use shared::ids::{HouseholdId, MailId};
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::Config;
use crate::entities::{accounts, guardians, household_guardians};
use crate::error::Error;
use crate::mail::{Addressee, Letter, Templates, queue};
use crate::organisation::Snapshots;

/// Where guardians find what is held on them.
const PATH: &str = "/data";

/// What it takes to write about rights.
pub struct RightsLetters {
    pub(super) clock: Clock,
    pub(super) snapshots: Snapshots,
    templates: Arc<Templates>,
    public_url: String,
}

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
struct Words {
    organisation: String,
    name: String,
    by: String,
    reason: String,
    day: String,
    link: String,
}

impl RightsLetters {
    /// As the settings ask.
    #[must_use]
    pub fn new(config: &Config, clock: Clock, templates: Arc<Templates>, snapshots: Snapshots) -> Self {
        Self { clock, snapshots, templates, public_url: config.public_url.clone() }
    }

    /// Queues a letter to one account.
    pub(super) async fn queue(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        account: Uuid,
        about: About<'_>,
    ) -> Result<MailId, Error> {
        let organisation = self.snapshots.current(tx).await?;
        let to = Addressee::of(tx, account.into()).await?;
        let told = |day: NaiveDate| format_day_with_year(to.language, day);
        let (template, by, reason, day) = match about {
            About::ExportReady { until } => {
                let day = local(organisation.calendar.time_zone, until).date();
                ("export_ready", "", "", told(day))
            }
            About::ErasureAsked { by, due_on } => ("erasure_asked", by, "", told(due_on)),
            About::ErasureRefused { reason } => ("erasure_refused", "", reason, String::new()),
            About::ErasureDone => ("erasure_done", "", "", String::new()),
        };
        let values = Words {
            organisation: organisation.name.clone(),
            name: to.name.clone(),
            by: by.to_owned(),
            reason: reason.to_owned(),
            day,
            link: format!("{}{PATH}", self.public_url),
        };
        let letter = Letter {
            from_name: &organisation.name,
            to_name: &to.name,
            to_address: &to.address,
            reply_to: None,
            locale: to.language.code(),
            template,
            // the last word to somebody who is erased is not kept
            secret: matches!(about, About::ErasureDone),
            values: &values,
        };
        queue(tx, &self.clock, now, &self.templates, &letter).await
    }

    /// Queues a letter to each guardian of a household who has an account; which they are.
    pub(super) async fn queue_all(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        household: HouseholdId,
        about: About<'_>,
    ) -> Result<Vec<MailId>, Error> {
        let mut queued = Vec::new();
        for account in open_accounts(tx, household).await? {
            queued.push(self.queue(tx, now, account, about).await?);
        }
        Ok(queued)
    }
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
