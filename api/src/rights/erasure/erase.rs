//! The worker erases: everything in one transaction, so that a household is erased or not. Contents leave the store by jobs
//! that the transaction queues.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::ids::HouseholdId;
use uuid::Uuid;

use crate::db::Db;
use crate::entities::accounts as account_rows;
use crate::entities::erasures::{Column, Entity, ErasureState};
use crate::error::Error;
use crate::history::{self, Deed, record};
use crate::jobs::{self, Job};
use crate::letters::Letters;
use crate::rights::export;
use crate::rights::letters::{About, tell_all};
use crate::rights::store;
use crate::{accounts, custody, documents, family_files, guardianships, mail, messages, requests};

/// The kind of the jobs that erase.
pub const ERASE_HOUSEHOLD: &str = "erase_household";

/// What such a job names.
#[derive(Serialize, Deserialize)]
pub(super) struct EraseHousehold {
    pub(super) erasure_id: Uuid,
}

/// How many rows of each kind were erased.
pub(in crate::rights) type Counts = BTreeMap<&'static str, u64>;

/// Erases households.
#[derive(Clone)]
pub struct Eraser {
    db: Db,
    letters: Arc<Letters>,
}

impl Eraser {
    /// With a database and what it takes to write to those who are erased.
    #[must_use]
    pub const fn new(db: Db, letters: Arc<Letters>) -> Self {
        Self { db, letters }
    }

    /// Does one job of kind [`ERASE_HOUSEHOLD`]. Done again it does nothing.
    ///
    /// # Errors
    ///
    /// When the database fails: to be tried again.
    pub async fn work(&self, job: Job) -> anyhow::Result<()> {
        let EraseHousehold { erasure_id } = serde_json::from_value(job.payload).context("reading the job")?;
        let now = self.letters.clock.now();
        let done = self.db.write(async |tx| {
            let row = store::erasure(tx, erasure_id.into()).await?;
            let household = HouseholdId(row.household_id);
            store::lock_household(tx, household).await?;
            let row = store::erasure(tx, erasure_id.into()).await?;
            if row.state != ErasureState::Confirmed {
                return Ok(());
            }
            let deed = Deed {
                by: row.decided_by.map(Into::into),
                household: Some(household),
                request_id: ERASE_HOUSEHOLD,
                subject: ("household", household.0),
                action: "erased",
            };
            let counts = self.erase(tx, household, now, &deed).await?;
            Entity::update_many()
                .col_expr(Column::Counts, Expr::value(Some(json!(counts))))
                .filter(Column::Id.eq(row.id))
                .exec(tx)
                .await?;
            Ok(())
        });
        done.await.map_err(Error::into_report)
    }

    /// Erases a household whose row the caller holds: writes to its guardians first, gives the places back that it has
    /// booked, removes what is removed, empties what stays, and writes `deed` down without a word of what was there.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub(in crate::rights) async fn erase(
        &self,
        tx: &DatabaseTransaction,
        household: HouseholdId,
        now: DateTime<Utc>,
        deed: &Deed<'_>,
    ) -> Result<Counts, Error> {
        let organisation = self.letters.snapshots.current(tx).await?;
        let clock = &self.letters.clock;
        let today = organisation.today(now);
        let cancelled = requests::cancel_coming(tx, &organisation, household, (today, now)).await?;
        let last_words = tell_all(&self.letters, tx, now, household, About::ErasureDone).await?;
        let documents = documents::erase(tx, clock, now, household).await?;
        let messages = messages::erase(tx, household).await?;
        let exports = export::remove_all_of(tx, clock, now, household).await?;
        let invitations = guardianships::erase(tx, household).await?;
        let calendars = custody::erase(tx, household).await?;
        let family = family_files::erase(tx, household).await?;
        let of_accounts = account_rows::Entity::find()
            .filter(account_rows::Column::Id.is_in(family.accounts.iter().copied()))
            .all(tx)
            .await?;
        let mut addresses = family.addresses;
        let mut closed = Vec::new();
        for row in of_accounts {
            if accounts::erase(tx, row.id.into(), now).await? {
                addresses.push(row.email);
                closed.push(row.id);
            }
        }
        // accounts closed before lead nobody to their guardians any more, but by the address that both had last
        let (closed_before, had) = accounts::known_by(tx, &addresses).await?;
        addresses.extend(had);
        let mails = mail::forget(tx, &addresses, &messages, &last_words).await?;
        let jobs = jobs::forget(tx, &addresses).await?;
        forget_requests(tx, household, now).await?;
        let subjects: Vec<Uuid> = family.guardians.iter().chain(&family.children).copied().collect();
        let of_accounts: Vec<Uuid> = closed.iter().chain(&closed_before).copied().collect();
        let entries = history::forget(tx, household, &of_accounts, &subjects).await?;
        let counts = Counts::from([
            ("accounts", closed.len() as u64),
            ("guardians", family.guardians.len() as u64),
            ("children", family.children.len() as u64),
            ("health", family.health),
            ("documents", documents),
            ("change_requests", family.change_requests),
            ("notes", family.notes),
            ("messages", messages.len() as u64),
            ("mails", mails),
            ("jobs", jobs),
            ("exports", exports),
            ("invitations", invitations),
            ("calendars", calendars),
            ("bookings_cancelled", cancelled),
            ("history", entries),
        ]);
        record(tx, clock, now, deed, None, Some(json!(counts))).await?;
        Ok(counts)
    }
}

/// Empties what was written with the household's requests to be erased, and ends the one that waits: it is done.
async fn forget_requests(
    tx: &DatabaseTransaction,
    household: HouseholdId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ErasureState::Done))
        .col_expr(Column::DoneAt, Expr::value(Some(now)))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::State.is_in([ErasureState::Waiting, ErasureState::Confirmed]))
        .exec(tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::Message, Expr::value(""))
        .col_expr(Column::Reason, Expr::value(None::<String>))
        .filter(Column::HouseholdId.eq(household.0))
        .exec(tx)
        .await?;
    Ok(())
}
