//! One run: each rule in batches, each batch a transaction. A rule that fails does not keep the others from running; what
//! is left is done the next day.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};
use serde_json::json;
use shared::calendar::{SchoolYear, resolve};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use crate::accounts::{self, Inactivity};
use crate::config::RetentionConfig;
use crate::db::Db;
use crate::documents::{Keep, Left, Periods};
use crate::entities::retention_runs::{ActiveModel, Column, Entity};
use crate::error::Error;
use crate::family_files::{self, Ended};
use crate::history::{self, Deed};
use crate::letters::Letters;
use crate::rights::erasure::Eraser;
use crate::rights::{export, store};
use crate::{announcements, documents, mail, messages, requests, school_years};

/// The rules, with what they need.
#[derive(Clone)]
pub struct Retention {
    db: Db,
    settings: RetentionConfig,
    letters: Arc<Letters>,
    eraser: Eraser,
}

/// What a rule removed, by its name.
type Counts = BTreeMap<&'static str, u64>;

impl Retention {
    /// As the settings ask.
    #[must_use]
    pub fn new(db: Db, settings: RetentionConfig, letters: Arc<Letters>) -> Self {
        let eraser = Eraser::new(db.clone(), letters.clone());
        Self { db, settings, letters, eraser }
    }

    /// Runs the rules, unless somebody has begun to today; whether they ran here.
    ///
    /// # Errors
    ///
    /// When the run cannot be written down.
    pub async fn run_daily(&self) -> Result<bool, Error> {
        let now = self.letters.clock.now();
        let organisation = match self.letters.snapshots.current(self.db.reader()).await {
            // nothing has been imported yet: there is nothing to remove
            Err(Error::Unavailable) => return Ok(false),
            other => other?,
        };
        let day = organisation.today(now);
        if Entity::find_by_id(day).one(self.db.reader()).await?.is_some() {
            return Ok(false);
        }
        let begun = self.db.write(async |tx| {
            let row = ActiveModel {
                day: Set(day),
                started_at: Set(now),
                finished_at: Set(None),
                counts: Set(json!({})),
            };
            let first = OnConflict::column(Column::Day).do_nothing().to_owned();
            let written =
                Entity::insert(row).on_conflict(first).try_insert().exec_without_returning(tx).await?;
            Ok(matches!(written, TryInsertResult::Inserted(1..)))
        });
        if !begun.await? {
            return Ok(false);
        }
        let (counts, whole) = self.apply(&organisation, day, now).await;
        let finished = whole.then(|| self.letters.clock.now());
        self.db
            .write(async |tx| {
                Entity::update_many()
                    .col_expr(Column::FinishedAt, Expr::value(finished))
                    .col_expr(Column::Counts, Expr::value(json!(counts)))
                    .filter(Column::Day.eq(day))
                    .exec(tx)
                    .await?;
                Ok(())
            })
            .await?;
        Ok(true)
    }

    /// What each rule removed, and whether all of them ran to their end.
    async fn apply(&self, organisation: &Organisation, day: NaiveDate, now: DateTime<Utc>) -> (Counts, bool) {
        let (db, clock, keep) = (&self.db, &self.letters.clock, &self.settings);
        let mut done = Done { counts: Counts::new(), whole: true };
        let before = |months: u32| now.checked_sub_months(Months::new(months)).unwrap_or_default();
        done.note("documents", self.retire_documents(organisation, day, now).await);
        match self.ended(organisation, day, Ago::Days(keep.health_days)).await {
            Ok(None) => {}
            Ok(Some(ended)) => done.note("health", family_files::retire_health(db, ended).await),
            Err(error) => done.note("health", Err(error)),
        }
        done.note(
            "change_requests",
            family_files::retire_change_requests(db, before(keep.change_request_months)).await,
        );
        done.note("notes", family_files::retire_notes(db, before(keep.note_months)).await);
        done.note("messages", messages::retire(db, before(keep.message_months)).await);
        done.note("mails", mail::forget_before(db, before(keep.mail_months)).await);
        done.note("sign_ins", accounts::retire_sign_ins(db, before(keep.sign_in_months)).await);
        done.note("history", history::forget_before(db, before(keep.history_months)).await);
        let oldest = day.checked_sub_months(Months::new(keep.booking_years * 12)).unwrap_or_default();
        let asked = before(keep.booking_years * 12);
        done.note("bookings", requests::retire(db, oldest, asked).await);
        let last_day = day.checked_sub_months(Months::new(keep.announcement_months)).unwrap_or_default();
        done.note("announcements", announcements::retire(db, last_day).await);
        done.note("exports", export::retire(db, clock, now).await);
        let when = Inactivity {
            tell_before: before(keep.inactive_account_months),
            notice: TimeDelta::days(keep.inactive_notice_days.into()),
        };
        match accounts::retire_inactive(db, &self.letters, when, now).await {
            Ok(inactive) => {
                done.note("accounts_told", Ok(inactive.told));
                done.note("accounts", Ok(inactive.closed));
            }
            Err(error) => done.note("accounts", Err(error)),
        }
        match self.ended(organisation, day, Ago::Months(keep.family_months)).await {
            Ok(None) => {}
            Ok(Some(ended)) => {
                let (erased, failed) = self.erase_left(ended, now).await;
                done.note("families", Ok(erased));
                if let Some(error) = failed {
                    done.note("families", Err(error));
                }
            }
            Err(error) => done.note("families", Err(error)),
        }
        done.note("people", family_files::retire_nobodies(db).await);
        (done.counts, done.whole)
    }

    async fn retire_documents(
        &self,
        organisation: &Organisation,
        day: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<u64, Error> {
        let keep = async |days| {
            let left = self.ended(organisation, day, Ago::Days(days)).await?.map(|ended| Left {
                children: family_files::left_children(ended),
                households: family_files::households_without_children(ended),
            });
            Ok::<_, Error>(Keep { days, left })
        };
        let periods = Periods {
            health: keep(self.settings.health_days).await?,
            others: keep(self.settings.documents_days).await?,
        };
        documents::retire(&self.db, &self.letters.clock, organisation, now, &periods).await
    }

    /// Erases the households that left long ago; how many, and the last failure. One that fails does not keep the others.
    async fn erase_left(&self, ended: Ended, now: DateTime<Utc>) -> (u64, Option<Error>) {
        let (mut erased, mut failed, mut after) = (0, None, Uuid::nil());
        loop {
            let left = match family_files::left_households(&self.db, ended, after).await {
                Ok(left) => left,
                Err(error) => return (erased, Some(error)),
            };
            let Some(last) = left.last() else { return (erased, failed) };
            after = last.0;
            for household in left {
                match self.erase_if_left(ended, household, now).await {
                    Ok(done) => erased += u64::from(done),
                    Err(error) => failed = Some(error),
                }
            }
        }
    }

    /// Erases a household unless somebody has come back to it meanwhile.
    async fn erase_if_left(
        &self,
        ended: Ended,
        household: HouseholdId,
        now: DateTime<Utc>,
    ) -> Result<bool, Error> {
        self.db
            .write(async |tx| {
                store::lock_household(tx, household).await?;
                if !family_files::household_left(tx, ended, household).await? {
                    return Ok(false);
                }
                let deed = Deed {
                    household: Some(household),
                    ..Deed::unsigned("retention", ("household", household.0), "erased")
                };
                self.eraser.erase(tx, household, now, &deed).await?;
                Ok(true)
            })
            .await
    }

    /// The newest school year that ended so long ago.
    async fn ended(
        &self,
        organisation: &Organisation,
        day: NaiveDate,
        ago: Ago,
    ) -> Result<Option<Ended>, Error> {
        let Some((school_year, day)) = ended(organisation, day, ago) else { return Ok(None) };
        let at = resolve(organisation.calendar.time_zone, day.and_time(NaiveTime::MIN));
        let next_opened = school_years::is_opened(self.db.reader(), school_year.next()).await?;
        Ok(Some(Ended { school_year, day, at, next_opened }))
    }
}

struct Done {
    counts: Counts,
    whole: bool,
}

impl Done {
    fn note(&mut self, rule: &'static str, done: Result<u64, Error>) {
        match done {
            Ok(count) => {
                self.counts.insert(rule, count);
            }
            Err(error) => {
                let error = format!("{:#}", error.into_report());
                tracing::error!(rule, error, "a rule of retention failed, to be tried tomorrow");
                self.whole = false;
            }
        }
    }
}

/// How long ago.
#[derive(Clone, Copy)]
enum Ago {
    Days(u32),
    Months(u32),
}

/// The newest school year that ended so long ago, with the day after its last: those of later ones are kept. A school year
/// that the calendar does not know ends with August.
fn ended(organisation: &Organisation, day: NaiveDate, ago: Ago) -> Option<(SchoolYear, NaiveDate)> {
    let then = match ago {
        Ago::Days(days) => day.checked_sub_days(Days::new(days.into())),
        Ago::Months(months) => day.checked_sub_months(Months::new(months)),
    }?;
    let this = u16::try_from(chrono::Datelike::year(&then)).ok()?;
    let years = (this.saturating_sub(2)..=this).rev().map(SchoolYear::starting_in);
    years.into_iter().find_map(|school_year| {
        let known = organisation.calendar.bounds(school_year).map(|(_, until)| until);
        let end = known
            .or_else(|| NaiveDate::from_ymd_opt(i32::from(school_year.first_year()) + 1, 9, 1))
            .filter(|end| *end <= then)?;
        Some((school_year, end))
    })
}
